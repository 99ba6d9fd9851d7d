using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A hub on a store of its own with a source of notes and a wall to pin them to.</summary>
internal sealed class HubWorld : IAsyncDisposable
{
    private readonly List<ServiceProvider> _nodes = [];

    private readonly TimeProvider? _clock;

    public HubWorld(TimeProvider? clock = null)
    {
        _clock = clock;
        Node = AddNode("node-1");
    }

    public TestStore Store { get; } = new(StoreOfThisRun.Kind);

    public NoteSource Source { get; } = new();

    public Wall Wall { get; } = new();

    /// <summary>The first node.</summary>
    public ServiceProvider Node { get; private set; }

    public IConnectorOperations Hub => Node.GetRequiredService<IConnectorOperations>();

    public ServiceProvider AddNode(string name, Action<IServiceCollection>? more = null, Action<HubOptions>? hub = null, IPort? port = null, Dictionary<string, string?>? configuration = null)
    {
        ServiceCollection services = new();
        more?.Invoke(services);
        if (_clock is not null)
        {
            services.AddSingleton(_clock);
        }

        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        Store.Use(services.AddConnectorHub(configuration is null ? null : new ConfigurationBuilder().AddInMemoryCollection(configuration).Build()))
            .ConfigureHub(o =>
            {
                o.NodeName = name;
                o.RetryDelay = TimeSpan.FromMilliseconds(1);
                o.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
                o.WaitInterval = TimeSpan.FromMilliseconds(10);
                o.WaitDeadline = TimeSpan.FromMilliseconds(150);
                o.Idle = TimeSpan.FromMilliseconds(20);
            })
            .ConfigureHub(hub ?? (_ => { }))
            .AddFlow<Pinning>();
        services.AddSingleton<IConnectedSystem>(Source);
        services.AddSingleton<IConnectedSystem>(port ?? Wall);
        ServiceProvider node = services.BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    public async Task AcceptAsync(params Delivery[] deliveries) => await Hub.AcceptAsync(deliveries, Cancel);

    public async Task<bool> DrainAsync(int milliseconds = 5000) => await Hub.DrainAsync(TimeSpan.FromMilliseconds(milliseconds), Cancel);

    /// <summary>Decides and sends until there is nothing to do just now; nothing sleeps.</summary>
    public static async Task WorkAsync(Hub hub, IPort? only = null)
    {
        await hub.EnsureReadyAsync(Cancel);
        bool worked = true;
        while (worked)
        {
            worked = false;
            while (await hub.WorkAsync(Cancel))
            {
                worked = true;
            }

            foreach (IPort port in hub.Systems.Ports.Where(p => only is null || p == only))
            {
                worked |= await hub.DispatchAsync(port, Cancel);
            }
        }
    }

    public async Task<string> StateOfAsync(string subject) =>
        (await Hub.EventsAsync(Cancel)).Last(e => e.Subject == $"notes/note/{subject}").State;

    /// <summary>Throws the store away, as a lost disk does.</summary>
    public async Task LoseStoreAsync()
    {
        await Node.DisposeAsync();
        Store.Lose();
        Node = AddNode("node-1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider node in _nodes)
        {
            await node.DisposeAsync();
        }

        Store.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
