using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>res.currency.rate: one a day, given as units of the currency or the other way round.</summary>
internal sealed class CurrencyRateBehavior() : Behavior("res.currency.rate")
{
    public override string DisplayName(Env env, Row row) => row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) => row.Number("rate") is var rate && rate == 0 ? 0d
        : field == "company_rate" ? (double)rate : 1 / (double)rate;

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        vals.TryAdd("name", env.Today);
        FromOthers(vals);
    }

    public override void Created(Env env, Row row, JsonObject vals) => Check(env, row);

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        FromOthers(vals);
    }

    public override void Written(Env env, Row row, JsonObject vals) => Check(env, row);

    private static void FromOthers(JsonObject vals)
    {
        if (Js.TryNumber(vals["company_rate"], out var rate))
        {
            vals["rate"] = rate;
        }
        else if (Js.TryNumber(vals["inverse_company_rate"], out var inverse) && inverse != 0)
        {
            vals["rate"] = 1 / inverse;
        }
    }

    private static void Check(Env env, Row row)
    {
        if (row.Number("rate") < 0)
        {
            throw OdooError.Constraint("The currency rate must be strictly positive.");
        }

        if (env.World["res.currency.rate"].FindBy("currency_id", row.Link("currency_id")).Any(r => r != row && r.Text("name") == row.Text("name") && r.Link("company_id") == row.Link("company_id")))
        {
            throw OdooError.Constraint("Only one currency rate per day allowed!");
        }
    }
}
