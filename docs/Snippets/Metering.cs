using Odoo.Connectors.Erp;
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

    public static void BillByOdoo(WebApplicationBuilder builder)
    {
        #region metering-odoo
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UsePostgreSql("hub")
            .AddSalesforce("salesforce")
            .AddOdoo("odoo", odoo => odoo.Usage["calls"] = new OdooUsageOptions
            {
                Product = "API-CALLS", // a service without taxes included in its price
                Description = "API calls",
                Prices = { ["EUR"] = [new UsageTier { UpTo = 1000, UnitPrice = 0.01m }, new UsageTier { UnitPrice = 0.008m }] },
            })
            .AddUsage(usage => usage.Meters["api"] = new UsageMeterOptions { TimeZone = "Europe/Brussels", Target = "odoo", TargetName = "calls" });
        #endregion
    }
}
