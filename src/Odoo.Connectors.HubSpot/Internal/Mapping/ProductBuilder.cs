using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A product of the library as it is read.</summary>
internal sealed class ProductBuilder : RecordBuilder
{
    private string? _name, _description, _sku;

    public static FieldTable<ProductBuilder> Properties { get; } = new FieldTable<ProductBuilder>("HubSpot")
        .Field("name", static (ref reader, p) => p._name = Trimmed(ref reader))
        .Field("description", static (ref reader, p) => p._description = Trimmed(ref reader))
        .Field("hs_sku", static (ref reader, p) => p._sku = Trimmed(ref reader));

    public Product Build(string system) => new()
    {
        Ref = new ExternalRef(system, RecordKinds.Product, RequiredId),
        Code = _sku,
        Name = _name ?? _sku ?? throw FieldErrors.Invalid("name", $"The product {RequiredId} has no name; enter it in HubSpot."),
        Description = _description,
        IsActive = !IsArchived,
    };
}
