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

internal sealed class JournalBehavior() : Behavior("account.journal")
{
    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("company_id", env.Company);
        if (vals["type"] is { } type && Js.IsText(type))
        {
            vals.TryAdd("refund_sequence", Js.Text(type) is "sale" or "purchase");
            vals.TryAdd("payment_sequence", Js.Text(type) is "bank" or "cash");
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (row.Text("type") is "bank" or "cash")
        {
            foreach (var type in (string[])["inbound", "outbound"])
            {
                Records.Create(env.Sudo(), "account.payment.method.line", new JsonObject { ["name"] = "Manual Payment", ["code"] = "manual", ["payment_type"] = type, ["journal_id"] = row.Id });
            }
        }
    }
}
