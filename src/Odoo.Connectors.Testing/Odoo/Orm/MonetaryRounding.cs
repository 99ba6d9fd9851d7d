using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Amounts are stored with the digits of their currency.</summary>
internal static class MonetaryRounding
{
    private static readonly string[] s_ofCompany = ["balance", "debit", "credit", "price_subtotal_signed"];

    public static decimal Round(Env env, Row row, Field field)
    {
        var amount = row.Number(env.StoredName(field));
        return CurrencyOf(env, row, field) is var currency and not 0 ? Money.Round(env, currency, amount) : amount;
    }

    private static long CurrencyOf(Env env, Row row, Field field)
    {
        var fields = env.World.Models[row.Model].Fields;
        if (fields.ContainsKey("currency_id") && !s_ofCompany.Contains(field.Name))
        {
            return env.Value(row, "currency_id") as long? ?? 0;
        }

        var company = fields.ContainsKey("company_id") ? row.Link("company_id") : 0;
        return env.World["res.company"].Find(company == 0 ? env.Company : company)?.Link("currency_id") ?? 0;
    }
}
