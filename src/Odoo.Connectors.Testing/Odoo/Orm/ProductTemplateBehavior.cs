using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>product.template: what it says is said by its one variant.</summary>
internal sealed class ProductTemplateBehavior() : Behavior("product.template")
{
    public override string DisplayName(Env env, Row row) => Variant(env, row) is { } variant ? env.World.BehaviorOf("product.product").DisplayName(env, variant) : "";

    public override object? Compute(Env env, Row row, string field) => Variant(env, row) is { } variant
        ? field == "product_variant_id" ? variant.Id : env.Value(variant, field)
        : null;

    public override void Created(Env env, Row row, JsonObject vals)
    {
        var variant = Js.Copy(vals);
        variant["product_tmpl_id"] = row.Id;
        Records.Create(env, "product.product", variant);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        if (Variant(env, row) is { } variant)
        {
            Records.Write(env, "product.product", [variant], vals);
        }
    }

    public override void Unlinking(Env env, Row row)
    {
        if (Variant(env, row) is { } variant)
        {
            Records.Unlink(env, "product.product", [variant]);
        }
    }

    private static Row? Variant(Env env, Row row) => env.World["product.product"].FindBy("product_tmpl_id", row.Id).FirstOrDefault();
}
