using System.Runtime.CompilerServices;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What a source holds, by the lists that its passes read. An element that says all of its record is not read again; payments that are told with
/// their invoice are.
/// </summary>
internal sealed class SourcePositions(IPollFeed feed, ISource source, Func<object, string?> ledgerOf)
{
    private readonly TakenBack _takenBack = new();

    /// <summary>How many elements could not be understood.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The streams that list records: a stream that does not bring everything from its beginning tells of events.</summary>
    public IReadOnlyList<string> Streams => [.. feed.Streams.Where(s => feed.Unread(s) is null)];

    public async IAsyncEnumerable<Position> ListAsync(DateTimeOffset? from, IReadOnlyCollection<string> kinds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string stream in Streams)
        {
            // An old dispute says why an invoice is open that changed lately.
            DateTimeOffset? since = feed.RecordKindOf(stream) == RecordKinds.Dispute && kinds.Contains(RecordKinds.Invoice) ? null : from;
            await foreach (Delivery delivery in FeedLists.ReadAsync(feed, stream, since, cancellationToken).ConfigureAwait(false))
            {
                foreach (Position position in delivery.Subject.Kind == RecordKinds.Dispute
                    ? await DisputedAsync(delivery, stream, from, kinds, cancellationToken).ConfigureAwait(false) : await OfAsync(delivery, kinds, cancellationToken).ConfigureAwait(false))
                {
                    yield return position with { Stream = stream, ToldAt = delivery.OccurredAt, ToldAs = delivery.Subject, ChangedAt = Later(position.ChangedAt, delivery.OccurredAt) };
                }
            }
        }
    }

    /// <summary>Notes invoices whose disputes another system tells of.</summary>
    public void DisputedElsewhere(IEnumerable<ExternalRef> invoices) => _takenBack.Add(invoices);

    /// <summary>A record that was listed, as the ledger must hold it; once everything is listed.</summary>
    public Position InLedger(Position told) => _takenBack.Of(told);

    /// <summary>A record as its source holds it now, and as the ledger must hold it.</summary>
    /// <returns>Null when the source does not have it, or nothing that a ledger should have.</returns>
    public async Task<Position?> FindAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        Position? now = await source.ReadAsync(reference, cancellationToken).ConfigureAwait(false) is byte[] answer ? Of(source.Decode(reference, answer)) : null;
        await _takenBack.ReadAgainAsync(reference, source, cancellationToken).ConfigureAwait(false);
        return now is null ? null : _takenBack.Of(now);
    }

    private async Task<IReadOnlyList<Position>> DisputedAsync(Delivery delivery, string stream, DateTimeOffset? from, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        if (!kinds.Contains(RecordKinds.Dispute) && !kinds.Contains(RecordKinds.Invoice))
        {
            return [];
        }

        try
        {
            if (await RecordAsync(delivery.Subject, delivery, cancellationToken).ConfigureAwait(false) is not Dispute dispute)
            {
                return [];
            }

            _takenBack.Add(dispute, stream, delivery);
            return kinds.Contains(RecordKinds.Dispute) && Of(dispute) is Position position && (from is null || position.ChangedAt >= from || delivery.OccurredAt >= from) ? [position] : [];
        }
        catch (ConnectorException e) when (e.Kind is ErrorKind.Protocol or ErrorKind.Validation)
        {
            Unreadable++;
            return [];
        }
    }

    private async Task<IReadOnlyList<Position>> OfAsync(Delivery delivery, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        if (!PositionMapper.Kinds.Contains(delivery.Subject.Kind) || !(kinds.Contains(delivery.Subject.Kind) || (delivery.Subject.Kind == RecordKinds.Invoice && kinds.Contains(RecordKinds.Payment))))
        {
            return [];
        }

        try
        {
            Change change = source.DecodeChange(delivery);
            object? record = change.Record is { } told && Of(told) is not null ? told : await RecordAsync(change.Subject, delivery, cancellationToken).ConfigureAwait(false);
            List<Position> all = record is not null && Of(record) is Position position ? [position] : [];
            if (change.Kind == ChangeKinds.InvoicePaid && kinds.Contains(RecordKinds.Payment))
            {
                all.AddRange(await PaymentsAsync(change.Subject with { Kind = RecordKinds.InvoicePayments }, cancellationToken).ConfigureAwait(false));
            }

            // What was paid just now makes its invoice change just now.
            DateTimeOffset changed = all.Count == 0 ? default : all.Max(p => p.ChangedAt);
            return [.. all.Where(p => kinds.Contains(p.Ref.Kind)).Select(p => p with { ChangedAt = changed })];
        }
        catch (ConnectorException e) when (e.Kind is ErrorKind.Protocol or ErrorKind.Validation)
        {
            Unreadable++;
            return [];
        }
    }

    private async Task<object?> RecordAsync(ExternalRef subject, Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return source.Decode(subject, delivery.Payload);
        }
        catch (ConnectorException)
        {
            // The list says less of it than a reading does.
            return await source.ReadAsync(subject, cancellationToken).ConfigureAwait(false) is byte[] answer ? source.Decode(subject, answer) : null;
        }
    }

    private async Task<IEnumerable<Position>> PaymentsAsync(ExternalRef payments, CancellationToken cancellationToken) =>
        await source.ReadAsync(payments, cancellationToken).ConfigureAwait(false) is byte[] answer && source.Decode(payments, answer) is InvoicePayments all
            ? all.Payments.Select(Of).OfType<Position>() : [];

    private Position? Of(object record) => PositionMapper.Of(record) is Position position ? position with { Ledger = ledgerOf(record) } : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset two) => one > two ? one : two;
}
