using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>References into this account and, by metadata, into the CRM.</summary>
internal sealed class References(string system, StripeOptions options)
{
    public ExternalRef Own(string kind, string id) => new(system, kind, id);

    public ExternalRef Customer(Json owner) => Own(RecordKinds.Customer, owner["customer"].Id());

    /// <summary>The deal that the first of the given metadata names.</summary>
    public ExternalRef? Deal(params ReadOnlySpan<Json> metadata)
    {
        foreach (Json candidate in metadata)
        {
            if (InCrm(RecordKinds.Deal, candidate, options.DealMetadataKey) is { } deal)
            {
                return deal;
            }
        }

        return null;
    }

    public ExternalRef? SameCustomer(Json metadata) => InCrm(RecordKinds.Customer, metadata, options.CustomerMetadataKey);

    public CustomFields Custom(Json metadata)
    {
        List<KeyValuePair<string, string?>> fields = [];
        foreach (string key in options.CustomFields)
        {
            if (metadata[key] is { IsNull: false } value)
            {
                fields.Add(new(key, value.TextOrNull()));
            }
        }

        return fields.Count == 0 ? CustomFields.Empty : new CustomFields(fields);
    }

    private ExternalRef? InCrm(string kind, Json metadata, string key) =>
        options.CrmSystem is string crm && metadata[key].TextOrNull() is string id && !string.IsNullOrWhiteSpace(id)
            ? new ExternalRef(crm, kind, id.Trim())
            : null;
}
