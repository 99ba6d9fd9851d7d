using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>VAT numbers as Stripe's tax ids: those whose prefix tells the type, and which Stripe writes with it.</summary>
internal static class VatIds
{
    // XI is Northern Ireland; Greece writes EL.
    private static readonly HashSet<string> Union = new(StringComparer.Ordinal)
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    };

    /// <summary>Type and value; null where there is no number, or its country is none of these.</summary>
    public static (string Type, string Value)? Of(string? number, string? country) => MatchKey.Vat(number, country) switch
    {
        { } vat when Union.Contains(vat[..2]) => ("eu_vat", vat),
        { } vat when vat.StartsWith("GB", StringComparison.Ordinal) => ("gb_vat", vat),
        _ => null,
    };
}
