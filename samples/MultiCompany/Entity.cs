namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>A legal entity: its configured Odoo, its company there, its zone, currency and tax.</summary>
internal sealed record Entity(string Code, string System, string Company, string Zone, string Currency, decimal TaxPercent, string Tax, string Journal)
{
    public static Entity Belgium { get; } = new("BE", "odoo-be", "Contract BE", "Europe/Brussels", "EUR", 21m, "account.{company}_attn_VAT-OUT-21-L", "INV");

    /// <summary>Its documents carry Stripe's numbers; what comes too late for a closed period is booked on the first open day.</summary>
    public static Entity America { get; } = new("US", "odoo-us", "My Company", "America/Los_Angeles", "USD", 8.25m, "Contract 8.25%", "INV");

    /// <summary>On an Odoo server of its own.</summary>
    public static Entity Japan { get; } = new("JP", "odoo-jp", "Hokusai KK", "Asia/Tokyo", "JPY", 10m, "Consumption tax 10%", "KK");

    public static IReadOnlyList<Entity> All { get; } = [Belgium, America, Japan];
}
