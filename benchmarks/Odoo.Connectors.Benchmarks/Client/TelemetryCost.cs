using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Benchmarks;

/// <summary>What span and duration of a call cost while nobody listens to them.</summary>
internal static class TelemetryCost
{
    private const int Rounds = 31;
    private const int Calls = 20_000;

    public static IEnumerable<Bar> Measure()
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton(TimeProvider.System).AddSingleton<OdooTelemetry>().BuildServiceProvider();
        OdooTelemetry telemetry = services.GetRequiredService<OdooTelemetry>();
        OdooClientOptions options = new() { Url = new Uri("http://odoo.example.com") };
        List<double> times = [];
        long bytes = 0;
        for (int round = -5; round < Rounds; round++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            double started = Machine.CpuMilliseconds();
            for (int i = 0; i < Calls; i++)
            {
                CallTrace trace = telemetry.Start("main", options, "res.partner", "search_read");
                trace.Transport = "json2";
                telemetry.Stop(trace, error: null);
            }

            double took = Machine.CpuMilliseconds() - started;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (round >= 0)
            {
                times.Add(took);
                bytes += allocated;
            }
        }

        return
        [
            Bar.Ceiling("a call's telemetry without a listener: bytes allocated", bytes, 0),
            Bar.Ceiling("a call's telemetry without a listener: CPU µs", times.Order().ElementAt(Rounds / 2) * 1e3 / Calls, 2),
        ];
    }
}
