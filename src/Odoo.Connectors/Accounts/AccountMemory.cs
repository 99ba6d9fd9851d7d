using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>
/// What the hub was told of an account: the newest deliveries of its lanes and what was read for them, decoded by the adapters they came from. Of each record
/// the newest word counts. What was erased or pruned is not in it.
/// </summary>
internal sealed class AccountMemory
{
    private readonly Dictionary<ExternalRef, (object Record, DateTimeOffset At)> _records = [];

    /// <summary>Everything that is known of a type, the newest word first.</summary>
    public IEnumerable<Sourced<T>> All<T>()
        where T : class => _records.Where(r => r.Value.Record is T).OrderByDescending(r => r.Value.At).Select(r => new Sourced<T>((T)r.Value.Record, r.Key, r.Value.At, IsFresh: false));

    /// <summary>The last word about a record; null where there is none.</summary>
    public Sourced<T>? Find<T>(ExternalRef reference)
        where T : class => _records.TryGetValue(reference, out (object Record, DateTimeOffset At) known) && known.Record is T record ? new Sourced<T>(record, reference, known.At, IsFresh: false) : null;

    public static AccountMemory Of(IEnumerable<KnownDelivery> deliveries, IEnumerable<KnownAnswer> answers, HubSystems systems)
    {
        AccountMemory memory = new();
        foreach (KnownAnswer answer in answers)
        {
            if (systems.All.GetValueOrDefault(answer.Reference.System) is IReader reader && Decoded(() => reader.Decode(answer.Reference, answer.Payload)) is { } record)
            {
                memory.Note(answer.Reference, record, answer.ReadAt);
            }
        }

        foreach (KnownDelivery known in deliveries)
        {
            if (systems.All.GetValueOrDefault(known.Delivery.System) is ISource source && Decoded(() => source.DecodeChange(known.Delivery)) is Change { Record: { } record } change)
            {
                memory.Note(ReferenceOf(record) ?? change.Subject, record, change.OccurredAt);
            }
        }

        return memory;
    }

    private void Note(ExternalRef reference, object record, DateTimeOffset at)
    {
        foreach (Payment payment in record is InvoicePayments all ? all.Payments : [])
        {
            Note(payment.Ref, payment, at);
        }

        // Of one instant what was read afresh stands: it is noted first.
        if (!_records.TryGetValue(reference, out (object Record, DateTimeOffset At) known) || known.At < at)
        {
            _records[reference] = (record, at);
        }
    }

    private static ExternalRef? ReferenceOf(object record) => record switch
    {
        Customer customer => customer.Ref,
        Contact contact => contact.Ref,
        Contract contract => contract.Ref,
        Invoice invoice => invoice.Ref,
        CreditNote note => note.Ref,
        Payment payment => payment.Ref,
        Refund refund => refund.Ref,
        PaymentAttempt attempt => attempt.Ref,
        Dispute dispute => dispute.Ref,
        DocumentStatus document => document.Ref,
        BookedPayment money => money.Ref,
        _ => null,
    };

    /// <summary>What an adapter of today cannot decode any more tells nothing.</summary>
    private static T? Decoded<T>(Func<T> decode)
        where T : class
    {
        try
        {
            return decode();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
