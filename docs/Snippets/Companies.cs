using Odoo.Connectors.Model;

namespace Odoo.Connectors.Docs;

/// <summary>Which legal entity a document belongs to.</summary>
internal static class Companies
{
    public static void Add(IConnectorsBuilder builder)
    {
        #region companies
        builder.RouteCompany<Deal>(d => d.Customer.BillingAddress?.Country, ("BE", "odoo-be"), ("US", "odoo-us"))
            .RouteCompany<Contract>(c => c.Custom["legal_entity"], ("Acme NV", "odoo-be"), ("Acme Inc", "odoo-us"))
            .RouteCompany<Invoice>(i => i.Custom["legal_entity"], ("Acme NV", "odoo-be"), ("Acme Inc", "odoo-us"));
        #endregion
    }
}
