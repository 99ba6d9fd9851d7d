using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>
/// Keeps each version of contracts, deals, invoices and credit notes that is told, whatever the flow makes of it. Contracts and invoices count
/// from their owner alone.
/// </summary>
internal sealed class ToldRecords(HubSystems systems, OwnershipTable ownership, IServiceProvider services) : IDecisionWitness
{
    private readonly CompanyRouting? _routing = services.GetService<CompanyRouting>();

    public async Task SeeAsync(
        HubTransaction transaction, InboxEvent decided, IReadOnlyList<(ExternalRef Need, byte[]? Answer)> answers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Delivery delivery = decided.Delivery;
        if (delivery.Subject.Kind is not (RecordKinds.Contract or RecordKinds.Deal or RecordKinds.Invoice or RecordKinds.CreditNote)
            || !TryRead(delivery, answers, out Change change, out object? record, out bool isRead))
        {
            return;
        }

        bool isSnapshot = isRead || delivery.DedupeKey is null;
        DateTimeOffset? seenAt = isRead ? now : isSnapshot ? decided.ReceivedAt : null;
        if (VersionOf(change, record, seenAt, now) is HistoryRow version
            && !(isSnapshot && await transaction.History.LatestAsync(version.Record, cancellationToken).ConfigureAwait(false) == version.Content))
        {
            await transaction.History.AddAsync(version, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryRead(Delivery delivery, IReadOnlyList<(ExternalRef Need, byte[]? Answer)> answers, out Change change, out object? record, out bool isRead)
    {
        (change, record, isRead) = (null!, null, false);
        try
        {
            change = systems.Source(delivery.System).DecodeChange(delivery);
            record = change.Record;
            if (record is null && answers.FirstOrDefault(a => a.Need == delivery.Subject).Answer is byte[] answer)
            {
                record = systems.Reader(delivery.Subject.System).Decode(delivery.Subject, answer);
                isRead = true;
            }

            return true;
        }
        catch (ConnectorException)
        {
            // What cannot be understood is a case already.
            return false;
        }
    }

    /// <param name="change">What was told.</param>
    /// <param name="record">The record.</param>
    /// <param name="seenAt">When it was seen, where the record is as of a reading and not of an event.</param>
    /// <param name="now">The time of the decision.</param>
    private HistoryRow? VersionOf(Change change, object? record, DateTimeOffset? seenAt, DateTimeOffset now) => (change.Kind, record) switch
    {
        (ChangeKinds.RecordGone or ChangeKinds.RecordMerged, _) when change.Subject.Kind is RecordKinds.Contract or RecordKinds.Deal =>
            Row(change, change.Version, seenAt, FactJson.Gone, now),
        (_, Contract contract) when Counts<Contract>(change.System) => Row(change, contract.Version ?? change.Version, seenAt, Text(contract), now) with
        {
            Content = FactJson.HashOf(Text(contract with { Amendments = [] })),
            EffectiveAt = (contract.Amendments.Count > 0 ? contract.Amendments[^1].EffectiveAt : null) ?? (contract.Version is null && change.Version is null ? seenAt : null) ?? change.OccurredAt,
            Ledger = LedgerOf(contract),
        },
        (_, Deal deal) => Row(change, change.Version, seenAt, JsonSerializer.Serialize(DealFact.Of(deal), FactJson.Default.DealFact), now) with { Ledger = LedgerOf(deal) },
        (_, Invoice invoice) when Counts<Invoice>(change.System) => Document(change, invoice.Ref, invoice.IssuedAt, DocumentFact.Of(invoice), now),
        (_, CreditNote note) when Counts<Invoice>(change.System) => Document(change, note.Ref, note.IssuedAt, DocumentFact.Of(note), now),
        _ => null,
    };

    private static HistoryRow Row(Change change, long? version, DateTimeOffset? seenAt, string body, DateTimeOffset now) => new()
    {
        Record = change.Subject,
        Ordering = version ?? (seenAt ?? change.OccurredAt).ToUnixTimeMilliseconds(),
        Content = FactJson.HashOf(body),
        EffectiveAt = change.OccurredAt,
        KnownAt = now,
        Body = body,
    };

    /// <summary>Issued documents do not change: one that differs nevertheless is told again.</summary>
    private static HistoryRow Document(Change change, ExternalRef reference, DateTimeOffset issuedAt, DocumentFact fact, DateTimeOffset now) =>
        Row(change with { Subject = reference }, issuedAt.ToUnixTimeMilliseconds(), null, JsonSerializer.Serialize(fact, FactJson.Default.DocumentFact), now) with
        {
            Until = fact.Until,
        };

    private static string Text(Contract contract) => JsonSerializer.Serialize(ContractFact.Of(contract), FactJson.Default.ContractFact);

    private bool Counts<T>(string system)
    {
        try
        {
            return ownership.OwnerOf<T>() == system;
        }
        catch (ConnectorException)
        {
            return true;
        }
    }

    /// <summary>Where it is routed by its own value. What stands on a deal or customer is where its documents are.</summary>
    private string? LedgerOf(object record) => _routing switch
    {
        { } routing when record is Deal deal && !routing.Routes<Deal>() && routing.Routes<Customer>() => routing.TryRoute(deal.Customer, deal.Ref, out string system, out _) ? system : null,
        { } routing => routing.TryRoute(record, new ExternalRef("", "", ""), out string system, out _) ? system : null,
        _ => null,
    };
}
