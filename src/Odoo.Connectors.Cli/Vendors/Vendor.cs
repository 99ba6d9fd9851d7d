using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Chargebee;
using Odoo.Connectors.HubSpot;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Cli.Vendors;

/// <summary>What the tool can do with one vendor.</summary>
/// <param name="Name">The vendor's name; systems are called by it, or by it and a suffix such as <c>stripe-us</c>.</param>
/// <param name="Tools">Its payloads.</param>
/// <param name="Connect">Connects a system of a configured name.</param>
internal sealed record Vendor(string Name, IVendorTools Tools, Action<IConnectorsBuilder, string> Connect)
{
    private static readonly Vendor[] All =
    [
        new("chargebee", new ChargebeeTools(), static (b, name) => b.AddChargebee(name)),
        new("hubspot", new HubSpotTools(), static (b, name) => b.AddHubSpot(name)),
        new("salesforce", new SalesforceTools(), static (b, name) => b.AddSalesforce(name)),
        new("stripe", new StripeTools(), static (b, name) => b.AddStripe(name)),
    ];

    /// <summary>The vendor behind a system's name, or the one that was named beside it.</summary>
    public static Vendor Of(string system, string? vendor)
    {
        string name = vendor ?? system;
        return Array.Find(All, v => v.Name == name || (vendor is null && name.StartsWith($"{v.Name}-", StringComparison.Ordinal)))
            ?? throw new InputException($"'{name}' is no vendor that is known; name one of {string.Join(", ", All.Select(v => v.Name))}{(vendor is null ? " with --vendor" : "")}.");
    }
}
