using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class CurrencyBehavior() : Behavior("res.currency")
{
    public override object? Compute(Env env, Row row, string field)
    {
        var date = env.Context["date"] is { } day && Js.IsText(day) ? Js.Text(day) : env.Today;
        if (field == "date")
        {
            return env.World["res.currency.rate"].FindBy("currency_id", row.Id).Where(r => r.Link("company_id") is 0 || r.Link("company_id") == env.Company).Select(r => r.Text("name")).Max(StringComparer.Ordinal);
        }

        var rate = Money.Rate(env, row.Id, env.Company, date);
        return field == "rate" ? (double)rate : 1 / (double)rate;
    }

    public override void Unlinking(Env env, Row row)
    {
        if (env.World["res.company"].Rows.Any(c => c.Link("currency_id") == row.Id))
        {
            throw OdooError.InUse("Companies", "res.company", "Currency", "currency_id");
        }

        if (env.World["account.move"].Rows.Any(m => m.Link("currency_id") == row.Id))
        {
            throw OdooError.InUse("Journal Entry", "account.move", "Currency", "currency_id");
        }
    }

    public override void Created(Env env, Row row, System.Text.Json.Nodes.JsonObject vals) => Check(env, row);

    public override void Written(Env env, Row row, System.Text.Json.Nodes.JsonObject vals) => Check(env, row);

    private static void Check(Env env, Row row)
    {
        if (row.Number("rounding") <= 0)
        {
            throw OdooError.Constraint("The rounding factor must be greater than 0!");
        }

        if (env.World["res.currency"].Rows.Any(c => c != row && c.Text("name") == row.Text("name")))
        {
            throw OdooError.Constraint("The currency code must be unique!");
        }
    }
}
