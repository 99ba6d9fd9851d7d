using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>The host, as a user of the packages writes it; everything that differs between two installations is configuration.</summary>
internal static class Hub
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region multi-company
        LookupTable rates = new("tax-rates", builder.Configuration.GetSection("TaxRates").GetChildren().Select(r => (r.Key, r.Value!)));
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UseSqlite(builder.Configuration["Store"] ?? "multi-company.db")
            .AddOdoo("odoo-be").AddOdoo("odoo-us").AddOdoo("odoo-jp")
            .AddHubSpot("hubspot")
            .AddStripe("stripe", stripe => stripe.ListObjects = true) // what reconciliation compares
            .AddFlow<Flows.LeadToCash>()
            .RouteCompany<Deal>(d => d.Custom["legal_entity"], ("BE", "odoo-be"), ("US", "odoo-us"), ("JP", "odoo-jp")) // no default
            .Own<Customer>("hubspot")
            .Own<Contract>("stripe", contracts => contracts.CreatedFrom("hubspot"))
            .Own<Invoice>("stripe")
            .Own<Payment>("stripe")
            .Map<Deal>("stripe", to => to.Set("default_tax_rates[0]", d => d.Custom["legal_entity"].Lookup(rates)))
            .AddReconciliation();
        #endregion
    }
}
