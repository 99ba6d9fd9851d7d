using System.Text.RegularExpressions;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Format and check digits of the VAT numbers of the European Union, the United Kingdom, Switzerland and Norway. It says whether a number
/// can be one, not whether it was given to anybody.
/// </summary>
internal static class VatNumbers
{
    // Odoo takes other numbers of these countries too, of persons and of tax offices, which have no prefix.
    private static readonly HashSet<string> s_otherNumbers = ["DE", "HU", "RO"];

    private static readonly Dictionary<string, (Regex Form, Func<string, bool> Check)> s_countries = new(StringComparer.Ordinal)
    {
        ["AT"] = (Form("^U[0-9]{8}$"), VatChecks.Austria),
        ["BE"] = (Form("^[01][0-9]{9}$"), VatChecks.Belgium),
        ["BG"] = (Form("^[0-9]{9,10}$"), VatChecks.Bulgaria),
        ["CH"] = (Form("^E[0-9]{9}(MWST|TVA|IVA|TPV)?$"), VatChecks.Switzerland),
        ["CY"] = (Form("^[0-9]{8}[A-Z]$"), VatChecks.Cyprus),
        ["CZ"] = (Form("^[0-9]{8,10}$"), VatChecks.Czechia),
        ["DE"] = (Form("^[1-9][0-9]{8}$"), VatChecks.Mod11And10),
        ["DK"] = (Form("^[1-9][0-9]{7}$"), n => VatChecks.Weighted(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["EE"] = (Form("^[0-9]{9}$"), n => VatChecks.Weighted(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
        ["EL"] = (Form("^[0-9]{8,9}$"), VatChecks.Greece),
        ["ES"] = (Form("^[0-9A-Z][0-9]{7}[0-9A-Z]$"), VatChecks.Spain),
        ["FI"] = (Form("^[0-9]{8}$"), n => VatChecks.Weighted(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
        ["FR"] = (Form("^[0-9A-HJ-NP-Z]{2}[0-9]{9}$"), VatChecks.France),
        ["GB"] = (Form("^([0-9]{9}([0-9]{3})?|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})$"), VatChecks.UnitedKingdom),
        ["HR"] = (Form("^[0-9]{11}$"), VatChecks.Mod11And10),
        ["HU"] = (Form("^[0-9]{8}$"), n => VatChecks.Weighted(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
        ["IE"] = (Form("^[0-9][0-9A-Z+*][0-9]{5}[A-W][A-IW]?$"), VatChecks.Ireland),
        ["IT"] = (Form("^[0-9]{11}$"), VatChecks.Luhn),
        ["LT"] = (Form("^([0-9]{7}1[0-9]|[0-9]{10}1[0-9])$"), VatChecks.Lithuania),
        ["LU"] = (Form("^[0-9]{8}$"), n => VatChecks.Number(n[..6]) % 89 == VatChecks.Number(n[6..])),
        ["LV"] = (Form("^[0-9]{11}$"), VatChecks.Latvia),
        ["MT"] = (Form("^[1-9][0-9]{7}$"), n => VatChecks.Weighted(n, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0),
        ["NL"] = (Form("^[0-9]{9}B[0-9]{2}$"), VatChecks.Netherlands),
        ["NO"] = (Form("^[0-9]{9}(MVA)?$"), n => VatChecks.Weighted(n[..9], 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["PL"] = (Form("^[0-9]{10}$"), n => VatChecks.Weighted(n[..9], 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == n[9] - '0'),
        ["PT"] = (Form("^[1-9][0-9]{8}$"), n => VatChecks.Complement(VatChecks.Weighted(n[..8], 9, 8, 7, 6, 5, 4, 3, 2)) % 10 == n[8] - '0'),
        ["RO"] = (Form("^[1-9][0-9]{1,9}$"), VatChecks.Romania),
        ["SE"] = (Form("^[0-9]{10}(0[1-9]|[1-9][0-9])$"), n => VatChecks.Luhn(n[..10])),
        ["SI"] = (Form("^[1-9][0-9]{7}$"), VatChecks.Slovenia),
        ["SK"] = (Form("^[1-9][0-9][2-47-9][0-9]{7}$"), n => VatChecks.Number(n) % 11 == 0),
    };

    /// <summary>Letters and digits in capitals, with the country's prefix where it lacks it; null for none.</summary>
    public static string? Normal(string? vat, string? country)
    {
        string? letters = MatchKeys.NormalVat(vat);
        return letters is not null && char.IsAsciiDigit(letters[0]) && Prefix(country) is string prefix && IsRightIn(prefix, Body(prefix, letters))
            ? prefix + Body(prefix, letters)
            : letters;
    }

    /// <summary>Whether a number in normal form can be one.</summary>
    /// <returns>Null for a country, or a kind of number, that it knows nothing of.</returns>
    public static bool? IsRight(string vat, string? country)
    {
        if (char.IsAsciiLetterUpper(vat[0]) && char.IsAsciiLetterUpper(vat[1]) && Prefix(vat[..2]) is string prefix)
        {
            return IsRightIn(prefix, vat[2..]);
        }

        return char.IsAsciiDigit(vat[0]) && Prefix(country) is string there && !s_otherNumbers.Contains(there) ? IsRightIn(there, Body(there, vat)) : null;
    }

    private static bool IsRightIn(string prefix, string body) => s_countries[prefix].Form.IsMatch(body) && s_countries[prefix].Check(body);

    private static string Body(string prefix, string digits) => prefix == "CH" ? $"E{digits}" : prefix == "BE" && digits.Length == 9 ? $"0{digits}" : digits;

    private static string? Prefix(string? country)
    {
        string? prefix = country?.ToUpperInvariant() switch { "GR" => "EL", "XI" or "UK" => "GB", string other => other, null => null };
        return prefix is not null && s_countries.ContainsKey(prefix) ? prefix : null;
    }

    private static Regex Form(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
