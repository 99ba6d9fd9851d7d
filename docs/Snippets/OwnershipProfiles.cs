using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Docs;

/// <summary>Three ways to divide who is right.</summary>
internal static class OwnershipProfiles
{
    public static void BillingIssues(IConnectorsBuilder builder)
    {
        #region billing-issues
        builder
            .AddOdoo("odoo", odoo =>
            {
                // Bank transfers that people book in Odoo reach billing.
                odoo.Feed.Streams.Add(OdooStreams.Documents);
                odoo.Feed.Streams.Add(OdooStreams.Payments);
                odoo.Feed.Streams.Add(OdooStreams.Matches);
            })
            .AddFlow<LeadToCash>()
            .Own<Customer>("salesforce")
            .Own<Contract>("chargebee", o => o.CreatedFrom("salesforce"))
            .Own<Invoice>("chargebee")
            .Own<Payment>("chargebee");
        builder.Services.Configure<LeadToCashOptions>(o => (o.DealStatuses, o.BankPayments) = (true, true));
        #endregion
    }

    public static void OdooIssues(IConnectorsBuilder builder)
    {
        #region odoo-issues
        builder
            .AddOdoo("odoo", odoo =>
            {
                odoo.Feed.Streams.Add(OdooStreams.Documents);
                odoo.Feed.Streams.Add(OdooStreams.Matches);
                odoo.Feed.Streams.Add(OdooStreams.Contracts);
                odoo.Feed.Streams.Add(OdooStreams.ContractLines);
            })
            .AddFlow<LeadToCash>()
            .Own<Customer>("salesforce")
            .Own<Contract>("odoo")
            .Own<Invoice>("odoo")
            .Own<Payment>("odoo"); // or the gateway: its money is booked on account
        builder.Services.Configure<LeadToCashOptions>(o => (o.DealStatuses, o.Billing) = (true, "chargebee")); // with Stripe: BillingSummaries
        #endregion
    }

    public static void OdooMasters(IConnectorsBuilder builder)
    {
        #region odoo-masters
        builder
            .AddOdoo("odoo", odoo => odoo.Feed.Streams.Add(OdooStreams.Partners))
            .AddFlow<LeadToCash>()
            .Own<Customer>("odoo")
            .Own<Contract>("chargebee", o => o.CreatedFrom("salesforce"))
            .Own<Invoice>("chargebee")
            .Own<Payment>("chargebee");
        #endregion
    }
}
