using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>The VAT numbers of Belgian partners have a form and a check number; those of other countries are taken as they are.</summary>
internal static class VatConstraint
{
    public static void Check(Env env, Row row, JsonObject vals)
    {
        if ((vals.ContainsKey("vat") || vals.ContainsKey("country_id")) && row.Text("vat") is { Length: > 2 } vat && env.Linked(row, "country_id")?.Text("code") == "BE")
        {
            var digits = string.Concat(vat.Where(char.IsAsciiDigit));
            var prefix = string.Concat(vat.TakeWhile(char.IsAsciiLetter)).ToUpperInvariant();
            if (prefix is "" or "BE" or "EU" && !IsBelgian(prefix == "EU" ? "" : digits))
            {
                throw OdooError.Constraint($"\nThe VAT number [{(prefix == "EU" ? vat : digits)}] for partner [{row.Text("name")}] does not seem to be valid.  \nNote: the expected format is BE0477472701");
            }
        }
    }

    private static bool IsBelgian(string digits) =>
        digits.Length == 10 && 97 - (long.Parse(digits[..8], CultureInfo.InvariantCulture) % 97) == long.Parse(digits[8..], CultureInfo.InvariantCulture);
}
