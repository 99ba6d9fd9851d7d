using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>Publishes every change of the sources, after the latest of each record that stands behind it.</summary>
internal sealed class Publishing : IFlow
{
    public bool Handles(string changeKind) => true;

    public Decision Decide(Change change, Known known)
    {
        OrderedDictionary<ExternalRef, object> records = [];
        Collect(change.Subject, records, known);
        if (known.HasNeeds)
        {
            return Decision.Needs;
        }

        string key = records.Values.OfType<Customer>().FirstOrDefault()?.Ref.ToString() ?? change.Subject.ToString();
        List<Intent> intents = [.. records.Reverse().Select(r => Publish(r.Key, EffectClass.State, new Publication(BusPort.Records, $"{r.Key.Kind}.record", r.Key.ToString(), r.Value, change.OccurredAt)))];
        string happened = change.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        intents.Add(Publish(change.Subject, EffectClass.Document, new Publication(BusPort.Changes, change.Kind, key, change.Record, change.OccurredAt)) with
        {
            Discriminator = $"{change.Kind} {happened}",
        });
        return new Decision.Do(intents);
    }

    private static void Collect(ExternalRef? reference, OrderedDictionary<ExternalRef, object> records, Known known)
    {
        if (reference is null || records.ContainsKey(reference) || !known.TryRead(reference, out object? record) || record is null)
        {
            return;
        }

        records[reference] = record;
        foreach (ExternalRef? behind in Behind(record))
        {
            Collect(behind, records, known);
        }
    }

    private static IEnumerable<ExternalRef?> Behind(object record) => record switch
    {
        Customer customer => [customer.SameAs],
        Deal deal => [deal.Customer.Ref],
        Contract contract => [contract.Customer, contract.Deal],
        Invoice invoice => [invoice.Customer, invoice.Contract, invoice.Deal, invoice.Ref with { Kind = RecordKinds.InvoicePayments }],
        Refund refund => [refund.Customer, refund.Invoice],
        _ => [],
    };

    private static Intent Publish(ExternalRef source, EffectClass kind, Publication publication) => new()
    {
        Target = "bus", Kind = publication.Topic, Class = kind, Source = source, Record = publication,
    };
}
