using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>What is read of metadata: the CRM's id of the deal, and the fields that the host takes along.</summary>
internal sealed class MetadataParts
{
    private Dictionary<string, string?>? _custom;

    /// <summary>The deal's id as it stands there.</summary>
    public string? Deal { get; private set; }

    public static FieldTable<MetadataParts> Table(StripeOptions options, bool custom)
    {
        FieldTable<MetadataParts> table = new FieldTable<MetadataParts>("Stripe").Field(options.DealMetadataKey, static (ref r, m) => m.Deal = Wire.Text(ref r));
        foreach (string key in custom ? options.CustomFields : [])
        {
            table = table.Field(key, (ref r, m) => (m._custom ??= new(StringComparer.Ordinal))[key] = Wire.Text(ref r));
        }

        return table;
    }

    public CustomFields Custom(References references) => _custom is null ? CustomFields.Empty : references.Custom(_custom);
}
