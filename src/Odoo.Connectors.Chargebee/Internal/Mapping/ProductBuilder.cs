using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>An item price, or an item, as it is read: what lines name is the item price.</summary>
internal sealed class ProductBuilder : RecordBuilder
{
    /// <summary>What the references of items begin with: an item and an item price may have one id.</summary>
    public const string ItemPrefix = "item:";

    private string? _name, _externalName, _description, _status;

    public static FieldTable<ProductBuilder> Of(ChargebeeOptions options) => Table<ProductBuilder>(
        static table => table
            .Field("name", static (ref reader, p) => p._name = Wire.Trimmed(ref reader))
            .Field("external_name", static (ref reader, p) => p._externalName = Wire.Trimmed(ref reader))
            .Field("description", static (ref reader, p) => p._description = Wire.Trimmed(ref reader))
            .Field("status", static (ref reader, p) => p._status = JsonField.Text(ref reader)),
        options.CustomFields,
        crmField: null);

    public Product Build(References references, bool isItem) => new()
    {
        Ref = references.Own(RecordKinds.Product, isItem ? ItemPrefix + RequiredId : RequiredId),
        Code = RequiredId,
        Name = _externalName ?? _name ?? RequiredId,
        Description = _description,
        IsActive = _status is null or "active",
        Custom = Custom,
    };
}
