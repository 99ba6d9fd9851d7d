using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

internal sealed class ProductBehavior() : Behavior("product.product")
{
    public override string DisplayName(Env env, Row row) => row.Text("default_code") is { Length: > 0 } code ? $"[{code}] {row.Text("name")}" : row.Text("name") ?? "";

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("taxes_id", new JsonArray(new JsonArray(6, 0, Js.List(env.World["res.company"].Rows.Select(c => c.Link("account_sale_tax_id")).Where(t => t != 0)))));
        vals.TryAdd("uom_id", 1);
    }
}

internal sealed class CompanyBehavior() : Behavior("res.company")
{
    /// <summary>A lock as it binds the user; none is the first day there is, which Odoo writes without leading zeros.</summary>
    public override object? Compute(Env env, Row row, string field) =>
        field.StartsWith("user_", StringComparison.Ordinal) && field.EndsWith("_lock_date", StringComparison.Ordinal) ? row.Text(field["user_".Length..]) ?? "1-01-01" : null;

    public override void Created(Env env, Row row, JsonObject vals)
    {
        foreach (var user in env.World["res.users"].Rows.Where(u => u.Text("login") is "admin" && !u.Links("company_ids").Contains(row.Id)))
        {
            Records.Set(env, user, "company_ids", (long[])[.. user.Links("company_ids"), row.Id]);
        }
    }
}

internal sealed class LeadBehavior() : Behavior("crm.lead")
{
    public override IEnumerable<Method> Methods() =>
    [
        Method.Each("action_set_won", static (env, row) =>
        {
            Records.Set(env, row, "won_status", "won");
            Records.Set(env, row, "probability", 100m);
        }, true),
        Method.OnIds("action_set_lost", "lost_reason_id=", static call =>
        {
            foreach (var row in call.Rows)
            {
                Records.Set(call.Env, row, "won_status", "lost");
                Records.Set(call.Env, row, "active", false);
                Records.Set(call.Env, row, "lost_reason_id", (long)call.Int("lost_reason_id"));
            }

            return null;
        }),
    ];
}
