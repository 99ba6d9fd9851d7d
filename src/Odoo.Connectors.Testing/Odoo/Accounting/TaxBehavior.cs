using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class TaxBehavior() : Behavior("account.tax")
{
    public override object? Compute(Env env, Row row, string field) => IsIncluded(row);

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        vals.TryAdd("tax_group_id", env.World["account.tax.group"].Rows.FirstOrDefault(g => g.Link("company_id") == Js.Id(vals["company_id"]!))?.Id);
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (env.World["account.tax"].Rows.Any(t => t != row && t.Text("name") == row.Text("name") && t.Link("company_id") == row.Link("company_id") && t.Text("type_tax_use") == row.Text("type_tax_use")))
        {
            throw OdooError.Validation("Tax names must be unique!");
        }
    }

    public static bool IsIncluded(Row tax) => tax.Text("price_include_override") == "tax_included";
}
