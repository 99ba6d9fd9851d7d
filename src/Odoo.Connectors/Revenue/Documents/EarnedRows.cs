using System.Globalization;
using System.Runtime.CompilerServices;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>What invoices and credit notes earn by the days of service of their lines, and what of them is deferred.</summary>
internal sealed class EarnedRows(HistoryReader history)
{
    /// <summary>The rows of documents that were posted in the period.</summary>
    public async Task<IReadOnlyList<RevenueRow>> OfAsync(RevenueRun run, TurnoverReader books, IReadOnlyList<TurnoverEntry> entries, CancellationToken cancellationToken)
    {
        TurnoverEntry[] documents = [.. entries.Where(e => e.Kind is TurnoverKind.Invoice or TurnoverKind.CreditNote)];
        IReadOnlyDictionary<ExternalRef, DocumentFact> own = await history.DocumentsAsync(
            [.. documents.SelectMany(d => new[] { EntryRows.SourceOf(d.Source), d.Reverses }).OfType<ExternalRef>()], cancellationToken).ConfigureAwait(false);

        // The invoice of a credit note that only its source names.
        ExternalRef[] named = [.. documents.Select(d => InvoiceOf(d, own)).OfType<ExternalRef>().Where(i => !own.ContainsKey(i))];
        IReadOnlyDictionary<ExternalRef, DocumentFact> invoices = await history.DocumentsAsync(named, cancellationToken).ConfigureAwait(false);
        (TurnoverEntry Document, DocumentFact? Own, DocumentFact? Invoice)[] told =
            [.. documents.Select(d => (d, Find(EntryRows.SourceOf(d.Source)), d.Kind == TurnoverKind.CreditNote ? Find(InvoiceOf(d, own)) : null))];

        // What no source told of, such as invoices that Odoo issued, Odoo may know the days of.
        ILookup<long, ServiceLine> lines = await books.Service.LinesAsync(
            [.. told.SelectMany(t => new long?[] { t.Own is null ? t.Document.Id : null, t.Invoice is null ? Reversed(t.Document) : null }).OfType<long>().Distinct()], cancellationToken)
            .ConfigureAwait(false);
        return [.. told.SelectMany(t => Rows(run, books.Name, t.Document, t.Own ?? Known(t.Document.Id), t.Invoice ?? Known(Reversed(t.Document))))];

        DocumentFact? Known(long? document) => document is long id ? DocumentFact.Of(lines[id]) : null;

        DocumentFact? Find(ExternalRef? reference) => reference is null ? null : own.GetValueOrDefault(reference) ?? invoices.GetValueOrDefault(reference);
    }

    /// <summary>The rows of documents that were posted before the period and bill service in it or later.</summary>
    public async IAsyncEnumerable<RevenueRow> EarlierAsync(RevenueRun run, TurnoverReader books, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<long> done = [];
        await foreach (long[] invoices in ServedAsync(run, books, cancellationToken).ConfigureAwait(false))
        {
            foreach (long[] part in invoices.Chunk(200))
            {
                IReadOnlyList<TurnoverEntry> found = await books.FamiliesAsync(part, run.Period.From, cancellationToken).ConfigureAwait(false);
                foreach (RevenueRow row in await OfAsync(run, books, [.. found.Where(f => done.Add(f.Id))], cancellationToken).ConfigureAwait(false))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>The ids in Odoo of documents that bill service in the period or later: by what sources told, then by what Odoo itself has.</summary>
    private async IAsyncEnumerable<long[]> ServedAsync(RevenueRun run, TurnoverReader books, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<ExternalRef> served in history.ServedAsync(run.Period.From, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyDictionary<ExternalRef, RecordLink> links = await history.LinksAsync(served, cancellationToken).ConfigureAwait(false);
            yield return [.. links.Values.Select(l => l.IdIn(books.Name, RecordKinds.Invoice)).OfType<string>().Select(i => long.Parse(i, CultureInfo.InvariantCulture)).Distinct()];
        }

        await foreach (IReadOnlyList<long> served in books.Service.ServedAsync(run.Period.From, cancellationToken).ConfigureAwait(false))
        {
            yield return [.. served];
        }
    }

    private static long? Reversed(TurnoverEntry document) => document.Kind == TurnoverKind.CreditNote ? document.ReversesId : null;

    private static ExternalRef? InvoiceOf(TurnoverEntry note, IReadOnlyDictionary<ExternalRef, DocumentFact> own) =>
        note.Source is { } source && own.TryGetValue(source, out DocumentFact? fact) && fact.Invoice is { } invoice ? source with { Kind = RecordKinds.Invoice, Id = invoice }
        : note.Source?.Kind == EffectKinds.Void ? EntryRows.SourceOf(note.Source) : EntryRows.SourceOf(note.Reverses);

    private static IEnumerable<RevenueRow> Rows(RevenueRun run, string company, TurnoverEntry document, DocumentFact? own, DocumentFact? invoice)
    {
        Money net = new(document.Kind == TurnoverKind.CreditNote ? -document.Net : document.Net, document.Currency);
        IReadOnlyList<ServicePart> parts = ServiceParts.Of(net, own, invoice);
        foreach (DateOnly month in run.Period.All)
        {
            (DateOnly before, DateOnly last) = (Period.Before(month), Period.LastOf(month));
            decimal begin = parts.Sum(p => p.DeferredBy(before, document.On)), end = parts.Sum(p => p.DeferredBy(last, document.On));
            decimal earned = parts.Sum(p => p.EarnedBy(last, document.On) - p.EarnedBy(before, document.On));
            foreach ((RevenueMeasure measure, decimal amount, DateOnly on) in new[]
            {
                (RevenueMeasure.DeferredBegin, begin, before), (RevenueMeasure.Earned, earned, last), (RevenueMeasure.DeferredEnd, end, last),
            }.Where(m => m.Item2 != 0m))
            {
                yield return EntryRows.Of(company, document, measure, amount) with { Month = month, On = on };
            }
        }
    }
}
