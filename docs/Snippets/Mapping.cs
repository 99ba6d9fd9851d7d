using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>Fields beyond, or instead of, those that an adapter writes.</summary>
internal static class Mapping
{
    #region mapping
    private static readonly LookupTable Segments = new("segments", ("SMB", "Small business"), ("ENT", "Enterprise"));

    public static void Add(IConnectorsBuilder builder) => builder
        .Map<Invoice>("odoo", to => to
            .Set("x_cost_center", i => i.Custom["cf_cost_center"])
            .Override("payment_reference", i => string.Concat("ACME ", i.Number)))
        .Map<Customer>("odoo", to => to
            .Set("x_segment", c => c.Custom["Segment__c"].Trimmed().Default("SMB").Lookup(Segments))
            .Set("x_region", c => c.Custom["Region__c"], optional: true)
            .Unset("phone"));
    #endregion
}
