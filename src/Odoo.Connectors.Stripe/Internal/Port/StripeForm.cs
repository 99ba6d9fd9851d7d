namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Parameters as a form.</summary>
internal static class StripeForm
{
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields.Select(f => $"{Name(f.Key)}={Uri.EscapeDataString(f.Value)}"));

    /// <summary>Brackets stay as they are, as in Stripe's own examples.</summary>
    private static string Name(string name) => Uri.EscapeDataString(name).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
