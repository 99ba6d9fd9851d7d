using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>Two nodes that take usage into one store.</summary>
internal sealed class UsageRig : IAsyncDisposable
{
    private readonly List<ServiceProvider> _providers = [];
    private readonly Action<UsageOptions>? _configure;

    public UsageRig(StoreKind kind, Action<UsageOptions>? configure = null)
    {
        _configure = configure;
        Store = new TestStore(kind);
        One = Open();
    }

    public TestStore Store { get; }

    public ServiceProvider One { get; }

    public SetClock Clock { get; } = new(At("2026-11-20T12:00:00Z"));

    public IUsageIntake Intake => One.GetRequiredService<IUsageIntake>();

    public IUsageOperations Operations => One.GetRequiredService<IUsageOperations>();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static ExternalRef Subscription(string id) => new("billing", RecordKinds.Contract, id);

    public static UsageEvent Event(
        string id, decimal quantity = 1, string at = "2026-11-03T10:00:00Z", string meter = "calls", string subscription = "sub_1",
        string? value = null, string? replaces = null, string? cancels = null) => new()
    {
        Id = id, Subscription = Subscription(subscription), Meter = meter, Quantity = quantity, At = At(at), UniqueValue = value, Replaces = replaces, Cancels = cancels,
    };

    public ServiceProvider Open(Action<IServiceCollection>? more = null, Action<UsageOptions>? configure = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        more?.Invoke(services);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        Store.Use(services.AddConnectorHub()).AddUsage(o =>
        {
            foreach ((string name, UsageAggregation of) in new[] { ("calls", UsageAggregation.Sum), ("peak", UsageAggregation.Max), ("level", UsageAggregation.Last), ("seats", UsageAggregation.Unique) })
            {
                o.Meters[name] = new UsageMeterOptions { Aggregation = of };
            }

            o.BatchSize = 7;
            _configure?.Invoke(o);
            configure?.Invoke(o);
        });
        ServiceProvider provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    public Task<UsageReceipt> AcceptAsync(params UsageEvent[] events) => Intake.AcceptBatchAsync("metering", events, Cancel);

    public Task<UsageReceipt> AcceptLinesAsync(string lines) =>
        Intake.AcceptLinesAsync("metering", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines)), Cancel);

    public Task<IReadOnlyList<UsageTotal>> TotalsAsync(string meter = "calls", string subscription = "sub_1") =>
        Operations.TotalsAsync(Subscription(subscription), meter, Cancel);

    /// <summary>The quantity of the only period.</summary>
    public async Task<decimal> QuantityAsync(string meter = "calls", string subscription = "sub_1") => Assert.Single(await TotalsAsync(meter, subscription)).Quantity;

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider provider in _providers)
        {
            await provider.DisposeAsync();
        }

        Store.Dispose();
    }

    /// <summary>A clock that stands where it was set.</summary>
    internal sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
