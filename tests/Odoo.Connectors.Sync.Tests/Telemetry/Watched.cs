using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>A hub that is watched: numbers, health, and a clock that can be set ahead.</summary>
internal sealed class Watched : IAsyncDisposable
{
    public Watched(Action<ConnectorHealthOptions>? health = null, Action<HubOptions>? hub = null)
    {
        Node = World.AddNode(
            "node-1",
            services =>
            {
                services.AddMetrics();
                services.AddSingleton<TimeProvider>(Clock);
                services.AddSingleton<IFlow, Booking>();
                services.AddHealthChecks().AddConnectorHub(o => o.SampleInterval = TimeSpan.FromTicks(1)).AddConnectorHub(health);
            },
            o =>
            {
                (o.WaitInterval, o.WaitDeadline) = (TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
                hub?.Invoke(o);
            });
        Sink = new MetricSink(Node);
    }

    public HubWorld World { get; } = new();

    public ShiftedClock Clock { get; } = new();

    public ServiceProvider Node { get; }

    public MetricSink Sink { get; }

    public IConnectorOperations Hub => Node.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes the wall answer everything with this; null lets it do it properly.</summary>
    public void Answer(OutcomeStatus? status, ErrorKind kind = ErrorKind.Validation, string cause = "refused") => World.Wall.OnSend = d => status is null
        ? null
        : new Outcome { Key = d.Key, Status = status.Value, Reason = new CaseReason(kind, cause, "The wall says no."), RetryAfter = TimeSpan.FromMinutes(1) };

    public async Task RunAsync(params Delivery[] deliveries)
    {
        await Hub.AcceptAsync(deliveries, Cancel);
        for (int pass = 0; pass < 6; pass++)
        {
            // What waits or is down stays open: passes instead of patience.
            await Hub.DrainAsync(TimeSpan.Zero, Cancel);
        }
    }

    /// <summary>A monitor of the same hub that reaches the store in another way.</summary>
    public WorkMonitor MonitorOf(StoreDialect dialect) =>
        new(new HubStore(dialect, Clock, Random.Shared), Clock, Node.GetRequiredService<IOptions<ConnectorHealthOptions>>());

    /// <summary>What a gauge shows after a fresh look.</summary>
    public async Task<Dictionary<string, double>> GaugeAsync(string name)
    {
        await Node.GetRequiredService<WorkMonitor>().GetAsync(Cancel);
        return Sink.Gauge(name);
    }

    public async Task<HealthReportEntry> HealthAsync(string check)
    {
        HealthReport report = await Node.GetRequiredService<HealthCheckService>().CheckHealthAsync(r => r.Name == check, Cancel);
        return report.Entries[check];
    }

    public async ValueTask DisposeAsync()
    {
        Sink.Dispose();
        await World.DisposeAsync();
    }
}
