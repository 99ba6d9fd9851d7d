using System.Runtime.CompilerServices;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Revenue;

/// <summary>What one company posted: invoiced, credited, collected, refunded; and of documents what is earned.</summary>
internal sealed class EntryRows(EarnedRows earned)
{
    private static readonly RevenueMeasure[] s_entries =
    [
        RevenueMeasure.Invoiced, RevenueMeasure.Credited, RevenueMeasure.WrittenOff, RevenueMeasure.Collected, RevenueMeasure.Refunded, RevenueMeasure.OtherEntries,
    ];

    public async IAsyncEnumerable<RevenueRow> ListAsync(RevenueRun run, TurnoverReader books, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool wantsEarned = run.Wants(RevenueMeasure.Earned, RevenueMeasure.DeferredBegin, RevenueMeasure.DeferredEnd);
        if (!wantsEarned && !run.Wants(s_entries))
        {
            yield break;
        }

        await foreach (IReadOnlyList<TurnoverEntry> page in books.ListAsync(run.Period.From, run.Period.To, cancellationToken).ConfigureAwait(false))
        {
            foreach (RevenueRow row in page.SelectMany(e => Rows(books.Name, e)))
            {
                yield return row;
            }

            foreach (RevenueRow row in wantsEarned ? await earned.OfAsync(run, books, page, cancellationToken).ConfigureAwait(false) : [])
            {
                yield return row;
            }
        }

        if (wantsEarned)
        {
            await foreach (RevenueRow row in earned.EarlierAsync(run, books, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<RevenueRow> Rows(string company, TurnoverEntry entry)
    {
        (RevenueMeasure measure, decimal amount, decimal owed) = entry.Kind switch
        {
            TurnoverKind.Invoice => (RevenueMeasure.Invoiced, entry.Gross, entry.Gross),
            TurnoverKind.CreditNote => (RevenueMeasure.Credited, entry.Gross, -entry.Gross),
            TurnoverKind.WriteOff => (RevenueMeasure.WrittenOff, entry.Gross, -entry.Gross),
            TurnoverKind.Received => (RevenueMeasure.Collected, -entry.Receivable, entry.Receivable),
            TurnoverKind.Refunded => (RevenueMeasure.Refunded, entry.Receivable, entry.Receivable),
            _ => (RevenueMeasure.OtherEntries, entry.Receivable, entry.Receivable),
        };
        bool isDocument = entry.Kind is TurnoverKind.Invoice or TurnoverKind.CreditNote or TurnoverKind.WriteOff;
        RevenueRow row = Of(company, entry, measure, amount) with
        {
            Net = isDocument ? new Money(entry.Net, entry.Currency) : null, Tax = isDocument ? new Money(entry.Tax, entry.Currency) : null,
        };
        yield return row;
        if (entry.Receivable != owed)
        {
            // A part that is not owed, such as a line of a cash discount on an account of its own.
            yield return row with { Measure = RevenueMeasure.OtherEntries, Amount = new Money(entry.Receivable - owed, entry.Currency), Net = null, Tax = null };
        }
    }

    public static RevenueRow Of(string company, TurnoverEntry entry, RevenueMeasure measure, decimal amount) => new()
    {
        Measure = measure,
        Company = company,
        Month = Period.MonthOf(entry.On),
        Amount = new Money(amount, entry.Currency),
        Document = entry.Document,
        Source = SourceOf(entry.Source),
        Number = entry.Number,
        On = entry.On,
        Customer = entry.Customer,
    };

    /// <summary>What takes an invoice back is made of that.</summary>
    public static ExternalRef? SourceOf(ExternalRef? made) =>
        made?.Kind is EffectKinds.Void or EffectKinds.WriteOff ? made with { Kind = RecordKinds.Invoice } : made;
}
