using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>How a tax is distributed over accounts, for invoices and for credit notes.</summary>
internal static class Repartition
{
    public const string Model = "account.tax.repartition.line";

    /// <summary>The shares of a tax amount; what rounding leaves goes to the largest.</summary>
    public static IEnumerable<(Row Line, decimal Amount, decimal Company)> Shares(Env env, Row tax, bool refund, decimal amount, decimal company, long currency, long home)
    {
        foreach (var (lines, sign) in new[] { (Of(env, tax, refund).Where(l => l.Number("factor_percent") >= 0).ToList(), 1), (Of(env, tax, refund).Where(l => l.Number("factor_percent") < 0).ToList(), -1) })
        {
            var own = Split(env, lines, amount, sign, currency);
            var booked = Split(env, lines, company, sign, home);
            for (var i = 0; i < lines.Count; i++)
            {
                yield return (lines[i], own[i], booked[i]);
            }
        }
    }

    /// <summary>Whether a part of the tax is negative, so that it is owed and recovered at once.</summary>
    public static bool IsReverseCharge(Env env, Row tax) => env.World[Model].FindBy("tax_id", tax.Id).Any(l => l.Number("factor_percent") < 0);

    /// <summary>The distribution of a tax that came without one: all of it, without an account of its own.</summary>
    public static void Plant(Env env, Row tax)
    {
        foreach (var document in (string[])["invoice", "refund"])
        {
            if (env.World[Model].FindBy("tax_id", tax.Id).Any(l => l.Text("document_type") == document))
            {
                continue;
            }

            foreach (var kind in (string[])["base", "tax"])
            {
                Records.Create(env.Sudo(), Model, new() { ["tax_id"] = tax.Id, ["document_type"] = document, ["repartition_type"] = kind });
            }
        }
    }

    private static IEnumerable<Row> Of(Env env, Row tax, bool refund) => env.World[Model].FindBy("tax_id", tax.Id)
        .Where(l => l.Text("repartition_type") == "tax" && l.Text("document_type") == (refund ? "refund" : "invoice")).OrderBy(l => l.Number("sequence")).ThenBy(l => l.Id);

    private static List<decimal> Split(Env env, List<Row> lines, decimal total, int sign, long currency)
    {
        var parts = lines.ConvertAll(l => Money.Round(env, currency, total * l.Number("factor_percent") / 100m));
        if (parts.Count > 0 && Math.Abs(lines.Sum(l => l.Number("factor_percent"))) == 100 && (sign * total) - parts.Sum() is var rest and not 0)
        {
            parts[parts.IndexOf(parts.MaxBy(Math.Abs))] += rest;
        }

        return parts;
    }
}
