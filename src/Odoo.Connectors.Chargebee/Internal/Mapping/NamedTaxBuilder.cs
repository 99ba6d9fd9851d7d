using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A tax of a document as it is read: all rates of one name together.</summary>
internal sealed class NamedTaxBuilder
{
    public static readonly FieldTable<NamedTaxBuilder> Table = new FieldTable<NamedTaxBuilder>("Chargebee")
        .Field("name", static (ref reader, t) => t.Name = JsonField.Text(ref reader))
        .Field("amount", static (ref reader, t) => t.Amount = Wire.Whole(ref reader) ?? 0);

    public string? Name { get; private set; }

    public long Amount { get; private set; }
}
