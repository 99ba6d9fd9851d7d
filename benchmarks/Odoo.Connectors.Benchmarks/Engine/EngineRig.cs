using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A hub on a file of its own with a source and a wall.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private readonly StoreFile _file = new();
    private readonly Settled _settled;
    private readonly ServiceProvider _services;
    private int _next;

    public EngineRig(string name, int batchSize, TimeSpan latency, int lanes = 200, bool oneRecord = false)
    {
        Name = name;
        Lanes = lanes;
        Wall = new Wall(batchSize, latency, oneRecord);
        _settled = new Settled(Wall);
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<IFaultPoints>(_settled);
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddSingleton<IConnectedSystem>(Wall);
        services.AddSingleton<IConnectedSystem, Notes>();
        services.AddConnectorHub().UseSqlite(_file.FilePath).AddFlow<Pinning>();
        _services = services.BuildServiceProvider();
    }

    public string Name { get; }

    public int Lanes { get; }

    public Wall Wall { get; }

    public Hub Hub => _services.GetRequiredService<Hub>();

    /// <summary>Finished rows as they lie in a store that has worked for a while.</summary>
    public async Task AddHistoryAsync(int rows)
    {
        await Hub.EnsureReadyAsync(CancellationToken.None);
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = _file.FilePath }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = History.Sql;
        command.Parameters.AddWithValue("@rows", rows);
        command.ExecuteNonQuery();
    }

    public async Task AcceptAsync(int count)
    {
        foreach (Delivery[] page in Notes.Make(_next, count, Lanes).Chunk(100))
        {
            await Hub.AcceptAsync(page);
        }

        _next += count;
    }

    /// <summary>Works as in a host, all loops at once.</summary>
    public async Task<double> HostAsync(int count)
    {
        IHostedService service = _services.GetServices<IHostedService>().Single();
        Task settled = _settled.WhenAsync(Wall.Sent + count);
        double started = Machine.WallMilliseconds();
        await service.StartAsync(CancellationToken.None);
        await settled.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        double took = Machine.WallMilliseconds() - started;
        await service.StopAsync(CancellationToken.None);
        return took;
    }

    /// <summary>Decides everything, then dispatches everything.</summary>
    public async Task<(double Decide, double Dispatch)> StepAsync()
    {
        await Hub.EnsureReadyAsync(CancellationToken.None);
        double started = Machine.WallMilliseconds();
        while (await Hub.WorkAsync(CancellationToken.None))
        {
        }

        double decided = Machine.WallMilliseconds();
        while (await Hub.DispatchAsync(Wall, CancellationToken.None))
        {
        }

        return (decided - started, Machine.WallMilliseconds() - decided);
    }

    /// <summary>Works a number of lanes.</summary>
    public async Task<double> DecideAsync(int steps)
    {
        await Hub.EnsureReadyAsync(CancellationToken.None);
        double started = Machine.WallMilliseconds();
        for (int i = 0; i < steps; i++)
        {
            await Hub.WorkAsync(CancellationToken.None);
        }

        return Machine.WallMilliseconds() - started;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _file.Dispose();
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
