using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A hub that polls a table and pins its rows, on a clock that the test moves.</summary>
internal sealed class FeedWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feeds-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _more;
    private readonly List<ServiceProvider> _nodes = [];

    public FeedWorld(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null)
    {
        _settings = settings ?? [];
        _more = more;
        Table = new Table(Clock);
        Node = AddNode("node-1");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Table Table { get; }

    public Wall Wall { get; } = new();

    public ServiceProvider Node { get; private set; }

    public IConnectorOperations Hub => Node.GetRequiredService<IConnectorOperations>();

    public IFeedOperations Feeds => Hub.Feeds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ServiceProvider AddNode(string name, Action<IServiceCollection>? more = null)
    {
        ServiceCollection services = new();
        more?.Invoke(services);
        _more?.Invoke(services);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddConnectorHub(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build())
            .UseSqlite(Path.Combine(_folder, "hub.db"))
            .ConfigureHub(o => o.NodeName = name)
            .AddFlow<Pinning>();
        services.AddSingleton<IConnectedSystem>(Table);
        services.AddSingleton<IConnectedSystem>(Wall);
        ServiceProvider node = services.BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    public void Restart(Action<IServiceCollection>? more = null) => Node = AddNode("node-1", more);

    public async Task DrainAsync() => Assert.True(await Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));

    /// <summary>Polls without deciding: for many rows.</summary>
    public async Task PollAsync()
    {
        await Node.GetRequiredService<Hub>().EnsureReadyAsync(Cancel);
        await Node.GetRequiredService<Hub>().PollAsync(Table, Cancel);
    }

    /// <summary>Runs the passes alone.</summary>
    public async Task PassAsync()
    {
        await Node.GetRequiredService<Hub>().EnsureReadyAsync(Cancel);
        await Node.GetRequiredService<Hub>().RunPassesAsync(Table, Cancel);
    }

    /// <summary>What the host's loop does when it wakes.</summary>
    public async Task<TimeSpan> TickAsync(ServiceProvider? node = null)
    {
        Hub hub = (node ?? Node).GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        TimeSpan pause = await hub.PollDueAsync(Table, Cancel);
        await hub.RunPassesAsync(Table, Cancel);
        return pause;
    }

    public async Task<FeedStatus> StatusAsync() => Assert.Single(await Feeds.StatusAsync(Cancel));

    public async Task<long> CountAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(_folder, "hub.db")}");
        await connection.OpenAsync(Cancel);
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own words
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider node in _nodes)
        {
            await node.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Dies the first time each page was fetched, before anything of it is stored.</summary>
internal sealed class DiesAtEveryPage : IFaultPoints
{
    private bool _died;

    public int Deaths { get; private set; }

    public void Reached(string point)
    {
        if (point == FaultPoint.Polled && (_died = !_died))
        {
            Deaths++;
            throw new InvalidOperationException("dead");
        }
    }
}
