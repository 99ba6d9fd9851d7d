using System.Collections.Frozen;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Chargebee keeps a VAT number without its country; the country is the address's, unless a prefix says otherwise.</summary>
internal static class VatNumbers
{
    private static readonly FrozenSet<string> Prefixed = FrozenSet.Create(
        StringComparer.Ordinal,
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI");

    /// <summary>The number with its prefix. Numbers of countries that write none stay as they are.</summary>
    public static string? Full(string? number, string? prefix, string? country)
    {
        string? start = prefix?.ToUpperInvariant() ?? (country == "GR" ? "EL" : country);
        return number is null || start is null || !Prefixed.Contains(start) || number.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? number : start + number;
    }

    /// <summary>The number as Chargebee keeps it, and its prefix where that is not the country's own.</summary>
    public static (string Number, string? Prefix) Split(string number, string? country)
    {
        string? start = country == "GR" ? "EL" : country;
        string prefix = number.Length > 2 ? number[..2].ToUpperInvariant() : "";
        return start is null || !Prefixed.Contains(start) || !Prefixed.Contains(prefix) ? (number, null) : (number[2..], prefix == start ? null : prefix);
    }
}
