using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>References into this account and, by metadata, into the CRM.</summary>
internal sealed class References(string system, StripeOptions options)
{
    private FieldTable<InvoiceParts>? _invoices;

    /// <summary>Whether payments of no invoice are told.</summary>
    public bool PaymentsOnAccount => options.PaymentsOnAccount || options.PaymentsOnly;

    /// <summary>Whether the account is the gateway of another billing platform.</summary>
    public bool PaymentsOnly => options.PaymentsOnly;

    /// <summary>The fields of invoices that these options read.</summary>
    public FieldTable<InvoiceParts> Invoices => _invoices ??= InvoiceParts.Table(options);

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

    /// <summary>The deal of an id as it stands in metadata.</summary>
    public ExternalRef? Deal(string? id) => InCrm(RecordKinds.Deal, id);

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

    /// <summary>The custom fields among those that were read.</summary>
    public CustomFields Custom(Dictionary<string, string?> read) =>
        new([.. options.CustomFields.Where(k => read.GetValueOrDefault(k) is not null).Select(k => KeyValuePair.Create(k, read[k]))]);

    private ExternalRef? InCrm(string kind, Json metadata, string key) => options.CrmSystem is null ? null : InCrm(kind, metadata[key].TextOrNull());

    private ExternalRef? InCrm(string kind, string? id) =>
        options.CrmSystem is string crm && !string.IsNullOrWhiteSpace(id) ? new ExternalRef(crm, kind, id.Trim()) : null;
}
