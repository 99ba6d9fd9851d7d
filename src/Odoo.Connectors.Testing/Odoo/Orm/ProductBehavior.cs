using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>product.product; each has a template of its own.</summary>
internal sealed class ProductBehavior() : Behavior("product.product")
{
    public override string DisplayName(Env env, Row row) => row.Text("default_code") is { Length: > 0 } code ? $"[{code}] {row.Text("name")}" : row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) => row["list_price"];

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("taxes_id", Taxes(env, "account_sale_tax_id"));
        vals.TryAdd("supplier_taxes_id", Taxes(env, "account_purchase_tax_id"));
        vals.TryAdd("uom_id", 1);
        if (vals["lst_price"] is { } price)
        {
            vals.TryAdd("list_price", price.DeepClone());
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (row.Link("product_tmpl_id") == 0)
        {
            Records.Set(env, row, "product_tmpl_id", env.World["product.template"].Insert().Id);
        }

        RefuseTwin(env, row);
    }

    public override void Written(Env env, Row row, JsonObject vals) => RefuseTwin(env, row);

    public override void Unlinking(Env env, Row row)
    {
        foreach (var (model, label) in (ReadOnlySpan<(string, string)>)[("account.move.line", "Journal Item"), ("sale.order.line", "Sales Order Line")])
        {
            if (env.World[model].FindBy("product_id", row.Id).Any())
            {
                throw OdooError.InUse(label, model, "Product", "product_id");
            }
        }
    }

    private static JsonArray Taxes(Env env, string field) =>
        [new JsonArray(6, 0, Js.List(env.World["res.company"].Rows.Select(c => c.Link(field)).Where(t => t != 0)))];

    private static void RefuseTwin(Env env, Row row)
    {
        if (row.Text("barcode") is { Length: > 0 } barcode && env.World["product.product"].FindBy("barcode", barcode).ToList() is { Count: > 1 } twins)
        {
            throw OdooError.Validation($"Barcode(s) already assigned:\n\n- Barcode \"{barcode}\" already assigned to product(s): {string.Join(" and ", twins.Select(t => t.Text("name")))}\n\nNote: products that you don't have access to will not be shown above.");
        }
    }
}
