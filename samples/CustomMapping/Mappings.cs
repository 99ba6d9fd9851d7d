using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.CustomMapping;

/// <summary>What a partner adds to a hub without forking it: which fields the sources bring, and which ones Odoo gets.</summary>
internal static class Mappings
{
    private static readonly LookupTable Segments = new("segments", ("SMB", "Small business"), ("ENT", "Enterprise"));

    public static void AddMappings(this IServiceCollection services)
    {
        services.Configure<StripeOptions>("stripe", stripe => stripe.CustomFields.Add("cf_cost_center"));
        services.Configure<SalesforceOptions>("salesforce", salesforce => salesforce.AccountCustomFields.Add("Segment__c"));
        services.AddConnectorHub()
            .Map<Invoice>("odoo", to => to
                .Set("x_cost_center", i => i.Custom["cf_cost_center"])
                .Override("payment_reference", i => string.Concat("ACME ", i.Number)))
            .Map<Customer>("odoo", to => to.Set("x_segment", c => c.Custom["Segment__c"].Lookup(Segments)));
    }
}
