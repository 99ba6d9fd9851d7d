using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class TaxBehavior() : Behavior("account.tax")
{
    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "country_id" => env.Row("res.company", row.Link("company_id"))["country_id"],
        "country_code" => env.Linked(env.Row("res.company", row.Link("company_id")), "country_id")?["code"],
        "has_negative_factor" => Repartition.IsReverseCharge(env, row),
        _ => IsIncluded(row),
    };

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        vals.TryAdd("tax_group_id", env.World["account.tax.group"].Rows.FirstOrDefault(g => g.Link("company_id") == Js.Id(vals["company_id"]!))?.Id);
        // Without a choice of its own a tax follows the company.
        if (Js.IsFalse(vals["price_include_override"]) && env.Row("res.company", Js.Id(vals["company_id"]!)).Text("account_price_include") == "tax_included")
        {
            vals["price_include_override"] = "tax_included";
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        RefuseTwin(env, row);
        Repartition.Plant(env, row);
    }


    public override void Written(Env env, Row row, JsonObject vals) => RefuseTwin(env, row);

    public static bool IsIncluded(Row tax) => tax.Text("price_include_override") == "tax_included";

    private static void RefuseTwin(Env env, Row row)
    {
        if (env.World["account.tax"].Rows.Any(t => t != row && t.Text("name") == row.Text("name") && t.Link("company_id") == row.Link("company_id") && t.Text("type_tax_use") == row.Text("type_tax_use")))
        {
            throw OdooError.Validation($"Tax names must be unique!\n- {row.Text("name")} in {env.Row("res.company", row.Link("company_id")).Text("name")}");
        }
    }
}
