using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class ProductMapping
{
    /// <summary>Maps a product; its id is the code that lines and terms name it by.</summary>
    public static Product Map(References references, Json product)
    {
        string id = product["id"].Text();
        return new Product
        {
            Ref = references.Own(RecordKinds.Product, id),
            Code = id,
            Name = product["name"].TextOrNull() is { Length: > 0 } name ? name : id,
            Description = product["description"].TextOrNull(),
            IsActive = product["active"].BooleanOrFalse(),
            Custom = references.Custom(product["metadata"]),
        };
    }
}
