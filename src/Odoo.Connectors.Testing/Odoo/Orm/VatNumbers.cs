using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>VAT numbers are checked by the rule of the partner's country, for the countries whose rule is known here.</summary>
internal static partial class VatNumbers
{
    private static readonly Dictionary<string, (string Example, Func<string, bool> Holds)> s_rules = new()
    {
        ["BE"] = ("BE0477472701", static n => Digits(n, 10) && n[0] is '0' or '1' && 97 - (Number(n[..8]) % 97) == Number(n[8..])),
        ["DE"] = ("DE123456788 or 12/345/67890", static n => Digits(n, 9) && n[0] != '0' && Iso7064(n)),
        ["FR"] = ("FR83404833048", static n => n.Length == 11 && Digits(n[2..], 9) && (!Digits(n[..2], 2) || Number(n[..2]) == (12 + (3 * (Number(n[2..]) % 97))) % 97)),
        ["NL"] = ("NL123456782B90", static n => Dutch().IsMatch(n)),
        ["LU"] = ("LU12345613", static n => Digits(n, 8) && Number(n[..6]) % 89 == Number(n[6..])),
        ["ES"] = ("ESA12345674", static n => Spanish().IsMatch(n)),
        ["IT"] = ("IT12345670017", static n => Digits(n, 11) && Luhn(n)),
        ["AT"] = ("ATU12345675", static n => n.Length == 9 && n[0] == 'U' && Digits(n[1..], 8)),
    };

    public static void Check(Env env, Row partner, JsonObject vals)
    {
        if ((!vals.ContainsKey("vat") && !vals.ContainsKey("country_id")) || partner.Text("vat") is not { Length: > 1 } vat
            || PartnerBehavior.Commercial(env, partner) is var commercial && env.Linked(commercial, "country_id")?.Text("code") is not { } country
            || !s_rules.TryGetValue(country, out var rule))
        {
            return;
        }

        var plain = new string([.. vat.Where(char.IsLetterOrDigit)]).ToUpperInvariant();
        if (s_rules.TryGetValue(plain[..2], out var prefixed) && prefixed.Holds(plain[2..]))
        {
            return;
        }

        var number = plain.StartsWith(country, StringComparison.Ordinal) ? plain[2..] : plain;
        if (!rule.Holds(number))
        {
            throw OdooError.Validation($"\nThe VAT number [{number}] for partner [{partner.Text("name")}] does not seem to be valid.  \nNote: the expected format is {rule.Example}");
        }
    }

    private static bool Digits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>ISO 7064, mod 11, 10.</summary>
    private static bool Iso7064(string digits)
    {
        var check = 5;
        foreach (var digit in digits)
        {
            check = ((check == 0 ? 10 : check) * 2 % 11 + (digit - '0')) % 10;
        }

        return check == 1;
    }

    private static bool Luhn(string digits) => digits.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 2)).Sum(d => (d / 10) + (d % 10)) % 10 == 0;

    [GeneratedRegex("^[0-9]{9}B[0-9]{2}$")]
    private static partial Regex Dutch();

    [GeneratedRegex("^[A-Z0-9][0-9]{7}[A-Z0-9]$")]
    private static partial Regex Spanish();
}
