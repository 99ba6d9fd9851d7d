using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Matches an entry that takes back with what it takes back, document by document: what pays a document is unmatched, matched with the
/// entry, and what is left of it pays the document again. Each step starts from what Odoo shows, so that it may stop anywhere.
/// </summary>
internal sealed class ReversalMatcher(MoneyBooks books, IFaultPoints faults)
{
    /// <summary>Takes back; returns whether all of the entry found what it takes back.</summary>
    public async Task<bool> TakeBackAsync(long entry, IReadOnlyList<long> taken, IReadOnlyList<string> documents, OdooContext context, CancellationToken cancellationToken)
    {
        bool isDone = await MatchAsync(entry, taken, context, cancellationToken).ConfigureAwait(false);
        foreach (string? document in documents.Append(null))
        {
            // After the named ones come those that are none of ours: they are taken back only with everything else.
            if (!isDone)
            {
                await UnmatchAsync(taken, document, context, cancellationToken).ConfigureAwait(false);
                isDone = await MatchAsync(entry, taken, context, cancellationToken).ConfigureAwait(false);
            }
        }

        return isDone;
    }

    /// <summary>What of some entries' lines is open pays a document, as far as both go; returns its state.</summary>
    public async Task<string?> PayAsync(string key, IReadOnlyList<MoneyLine> lines, OdooContext context, CancellationToken cancellationToken)
    {
        if (await books.DocumentAsync(key, context, cancellationToken).ConfigureAwait(false) is not MoneyDocument document)
        {
            return null;
        }

        List<long> open = [.. lines.Where(l => l.Open != 0m).Select(l => l.Id)];
        if (open.Count == 0 || document.Open <= 0m)
        {
            return document.PaymentState;
        }

        IReadOnlyList<MoneyLine> owed = await books.OpenLinesAsync([document.Id], context, cancellationToken).ConfigureAwait(false);
        await books.ReconcileAsync(open.Concat(owed.Select(l => l.Id)), context, cancellationToken).ConfigureAwait(false);
        faults.Reached(ErpFaultPoint.Reconciled);
        return (await books.DocumentAsync(key, context, cancellationToken).ConfigureAwait(false))!.PaymentState;
    }

    /// <summary>Odoo matches the clearing account of the entry that is reversed by itself; those of further ones are matched here.</summary>
    public async Task MatchClearingAsync(long entry, long clearing, IReadOnlyList<long> taken, OdooContext context, CancellationToken cancellationToken)
    {
        if (taken.Count < 2 || !(await books.ReadAsync("account.account", clearing, context, cancellationToken, "reconcile").ConfigureAwait(false)).GetBoolean("reconcile"))
        {
            return;
        }

        List<MoneyLine> open = [.. (await books.LinesAsync(taken.Append(entry), context, cancellationToken).ConfigureAwait(false)).Where(l => l.AccountId == clearing && !l.IsReconciled)];
        if (open.Exists(l => l.MoveId == entry) && open.Exists(l => l.MoveId != entry))
        {
            await books.ReconcileAsync(open.Select(l => l.Id), context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Reconciled);
        }
    }

    private async Task<bool> MatchAsync(long entry, IReadOnlyList<long> taken, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<MoneyLine> open = await books.OpenLinesAsync(taken.Append(entry), context, cancellationToken).ConfigureAwait(false);
        if (open.Any(l => l.MoveId == entry) && open.Any(l => l.MoveId != entry))
        {
            await books.ReconcileAsync(open.Select(l => l.Id), context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Reconciled);
            open = await books.OpenLinesAsync([entry], context, cancellationToken).ConfigureAwait(false);
        }

        return !open.Any(l => l.MoveId == entry);
    }

    private async Task UnmatchAsync(IReadOnlyList<long> taken, string? document, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<MoneyLine> lines = [.. (await books.LinesAsync(taken, context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
        foreach (PaidPart part in (await PaidPart.ReadAsync(books, lines, context, cancellationToken).ConfigureAwait(false)).Where(p => p.Key == document))
        {
            foreach (long match in part.Matches)
            {
                await books.UnmatchAsync(part.Document, match, context, cancellationToken).ConfigureAwait(false);
                faults.Reached(ErpFaultPoint.Unmatched);
            }
        }
    }
}
