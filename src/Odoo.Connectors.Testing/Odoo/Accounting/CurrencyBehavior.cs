using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class CurrencyBehavior() : Behavior("res.currency")
{
    public override object? Compute(Env env, Row row, string field)
    {
        var date = env.Context["date"] is { } day && Js.IsText(day) ? Js.Text(day) : env.Today;
        var rate = Money.Rate(env, row.Id, env.Company, date);
        return field == "rate" ? (double)rate : 1 / (double)rate;
    }

    public override void Unlinking(Env env, Row row)
    {
        if (env.World["res.company"].Rows.Any(c => c.Link("currency_id") == row.Id))
        {
            throw OdooError.Constraint("Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Companies' (res.company)\nThanks to the following constraint: 'Currency' (currency_id)\nHow about archiving the record instead?");
        }
    }
}

internal sealed class CurrencyRateBehavior() : Behavior("res.currency.rate")
{
    public override object? Compute(Env env, Row row, string field) =>
        field == "company_rate" ? (double)row.Number("rate") : 1 / (double)row.Number("rate");
}
