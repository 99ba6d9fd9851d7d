using Odoo.Connectors.Chargebee.Internal.Facts;
using Odoo.Connectors.Chargebee.Internal.Webhooks;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>The tables of one set of options: what a read answered, in the words of the model.</summary>
internal sealed class RecordMaps
{
    private readonly string _system;
    private readonly FieldTable<Parts> _parts;
    private readonly FieldTable<EventParts> _events;

    public RecordMaps(string system, ChargebeeOptions options)
    {
        _system = system;
        References = new References(system, options);
        _parts = Parts.Of(options);
        _events = EventParts.Of(_parts);
    }

    public References References { get; }

    public Parts Read(ReadOnlySpan<byte> json)
    {
        Parts parts = new();
        _parts.Read(json, parts);
        return parts;
    }

    public EventParts ReadEvent(ReadOnlySpan<byte> json)
    {
        EventParts parts = new();
        _events.Read(json, parts);
        return parts;
    }

    public FieldUse UseOf(ReadOnlySpan<byte> json) => _parts.UseOf(json);

    /// <summary>Which fields of a list's element are read, by what tells and by what maps.</summary>
    public FieldUse UseOfElement(ReadOnlySpan<byte> json) => Either(Heads.Table.UseOf(json), _parts.UseOf(json));

    /// <summary>Which fields of an event are read, by what tells and by what maps.</summary>
    public FieldUse UseOfEvent(ReadOnlySpan<byte> json) => Either(EventEnvelope.Table.UseOf(json), _events.UseOf(json));

    /// <summary>The record of a kind in an answer.</summary>
    public object Map(string kind, ReadOnlySpan<byte> json) => Map(kind, Read(json));

    public object Map(string kind, Parts parts) => kind switch
    {
        RecordKinds.Customer => Given(parts.Customer, "customer").Build(References),
        RecordKinds.Contract => Given(parts.Subscription, "subscription").Build(References),
        RecordKinds.Invoice => Given(parts.Invoice, "invoice").Build(References),
        RecordKinds.CreditNote => Given(parts.CreditNote, "credit_note").Build(References),
        RecordKinds.CustomerContracts => Contracts(parts.Subscriptions ?? []),
        RecordKinds.InvoicePayments => new InvoicePayments([.. (parts.Payments ?? []).Where(IsReceived).Select(t => Transactions.Payment(t, References))]),
        RecordKinds.Payment or RecordKinds.PaymentAtGateway => Transactions.Payment(Given(parts.Transaction, "transaction"), References),
        RecordKinds.PaymentAttempt => Transactions.Attempt(Given(parts.Transaction, "transaction"), parts.Invoice, References),
        RecordKinds.Refund or RecordKinds.RefundAtGateway => Refunds.Of(Given(parts.Transaction, "transaction"), parts.CreditNotes ?? [.. new[] { parts.CreditNote }.OfType<CreditNoteBuilder>()], References),
        RecordKinds.PaymentReversal or RecordKinds.ReversalAtGateway => Transactions.Reversal(Given(parts.Transaction, "transaction"), parts.Reversal, References),
        RecordKinds.Product => parts.Item is { } item ? item.Build(References, isItem: true) : Given(parts.ItemPrice, "item_price").Build(References, isItem: false),
        _ => throw new ConnectorException(ErrorKind.Configuration, $"The system '{_system}' cannot read a {kind}."),
    };

    /// <summary>What tells reads nothing that what maps does not see.</summary>
    private static FieldUse Either(FieldUse told, FieldUse mapped) =>
        new([.. mapped.Used.Union(told.Used, StringComparer.Ordinal)], [.. mapped.Ignored.Except(told.Used, StringComparer.Ordinal)]);

    private CustomerContracts Contracts(IReadOnlyList<SubscriptionBuilder> subscriptions)
    {
        List<Contract> contracts = [];
        foreach (SubscriptionBuilder subscription in subscriptions)
        {
            try
            {
                contracts.Add(subscription.Build(References));
            }
            catch (ConnectorException e) when (e.Kind == ErrorKind.Validation)
            {
                // One that cannot be stated as terms makes no sum of the others.
            }
        }

        return new CustomerContracts(contracts, contracts.Count == subscriptions.Count);
    }

    private static bool IsReceived(TransactionBuilder transaction) => transaction is { Type: "payment", Status: "success" };

    private static T Given<T>(T? part, string name)
        where T : class => part ?? throw FieldErrors.Missing(name);
}
