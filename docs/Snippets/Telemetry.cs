using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>What a host writes to see what the hub does and to be told when it does not.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(ConnectorTelemetry.MeterName))
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", "System.Net.Http", ConnectorTelemetry.ActivitySourceName));

        builder.Services.AddHealthChecks().AddConnectorHub(health =>
        {
            health.Signals[BusinessSignals.FailedPostings].Limits.DegradedAge = TimeSpan.FromMinutes(15);
            health.Signals.Add(
                "unpaid_refunds",
                new BusinessSignal(t => t is { Kind: TroubleKind.OverdueEffect, EffectKind: EffectKinds.Refund }, "Ask the bank desk."));
        });
    }

    public static void Map(WebApplication app)
    {
        // For the orchestrator: only what another process or a restart could mend.
        app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Name == "connectors-store" });

        // For people: what is late or not right in the books.
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = check => check.Tags.Contains("connectors") });
    }
}
