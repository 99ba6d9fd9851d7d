using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>A host that takes metered usage.</summary>
internal static class Metering
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        #region metering
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UsePostgreSql("hub")
            .AddStripe("stripe")
            .AddUsage(usage =>
            {
                usage.System = "stripe"; // whose subscriptions lines mean that name no system
                usage.ApiKeys.Add(builder.Configuration["MeteringKey"]!);
                usage.Meters["calls"] = new UsageMeterOptions { TimeZone = "Europe/Brussels", Target = "stripe", TargetName = "api_requests" };
                usage.Meters["seats"] = new UsageMeterOptions { Aggregation = UsageAggregation.Unique, Late = LateUsage.Case };
            });

        WebApplication app = builder.Build();
        app.MapConnectorUsage(); // POST /usage/{source}
        #endregion
        return app;
    }
}
