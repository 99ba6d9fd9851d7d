using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A product of the catalogue.</summary>
internal static class ProductMapper
{
    public static Product Map(string system, ProductDraft product) => new()
    {
        Ref = new ExternalRef(system, RecordKinds.Product, product.Id ?? throw FieldErrors.Missing("Id")),
        Code = product.Code,
        Name = product.Name ?? throw FieldErrors.Missing("Name"),
        Description = product.Description,
        IsActive = product.IsActive,
        Custom = product.Custom,
    };
}
