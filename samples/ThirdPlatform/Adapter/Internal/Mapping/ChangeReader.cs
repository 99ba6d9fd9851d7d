using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Deliveries in the words of the model. Most only say what to read.</summary>
internal static class ChangeReader
{
    public const string Unreadable = "unreadable", Listed = "listed.";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["customer.changed"] = ChangeKinds.CustomerSeen,
        ["subscription.changed"] = ChangeKinds.ContractChanged,
        ["invoice.issued"] = ChangeKinds.InvoiceIssued,
        ["invoice.paid"] = ChangeKinds.InvoicePaid,
        ["payment.received"] = ChangeKinds.PaymentReceived,
        [$"{Listed}{Names.Customers}"] = ChangeKinds.CustomerSeen,
        [$"{Listed}{Names.Subscriptions}"] = ChangeKinds.ContractChanged,
        [$"{Listed}{Names.Invoices}"] = ChangeKinds.InvoiceIssued,
        [$"{Listed}{Names.Payments}"] = ChangeKinds.PaymentReceived,
    };

    public static string? KindOf(string type) => Kinds.GetValueOrDefault(type);

    public static Change Read(string system, string? crm, Delivery delivery)
    {
        if (delivery.Kind.StartsWith(Listed, StringComparison.Ordinal))
        {
            ListedRecord record = ListedRecord.Read(delivery.Payload.Span);
            return New(record.IsDeleted ? ChangeKinds.RecordGone : Kinds[delivery.Kind], record.ChangedAt, delivery.Payload.Span);
        }

        // What could not be read when it came is read again here: the failure says where.
        EventBody told = EventBody.Read(delivery.Payload.Span);
        _ = (told.Id, told.RecordKind, told.RecordId);
        return New(KindOf(told.Type) ?? throw Wire.Wrong(Names.EventType, "is none that is read"), told.At, told.Record);

        // How a contract changed is told by the event; everything else is read when it is decided.
        Change New(string kind, DateTimeOffset at, ReadOnlySpan<byte> record) => new()
        {
            System = system, Kind = kind, Subject = delivery.Subject, OccurredAt = at,
            Record = kind == ChangeKinds.ContractChanged ? RecordMaps.Decode(system, crm, delivery.Subject, record) : null,
        };
    }
}
