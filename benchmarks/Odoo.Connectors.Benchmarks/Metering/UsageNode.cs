using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A process that takes usage into a store, on a clock that stands in November.</summary>
internal static class UsageNode
{
    public static ServiceProvider Open(Func<IConnectorsBuilder, IConnectorsBuilder> store, DateTimeOffset now, IFaultPoints? faults = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new Standing(now));
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        if (faults is not null)
        {
            services.AddSingleton(faults);
        }

        store(services.AddConnectorHub()).AddUsage(o =>
        {
            for (int i = 0; i < MadeUsage.Meters.Length; i++)
            {
                o.Meters[MadeUsage.Meters[i]] = new UsageMeterOptions { Aggregation = (UsageAggregation)i };
            }
        });
        return services.BuildServiceProvider();
    }

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
