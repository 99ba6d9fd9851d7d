using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Books a payout only when every document that it settles left exactly its amount on the clearing account, and matches them with it
/// there: what the payout settles leaves nothing behind.
/// </summary>
internal sealed class PayoutExecutor(MoneyBooks books, Func<Dispatch, CancellationToken, Task<Outcome>> write, IFaultPoints faults)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        MoneyPlan money = plan.Money!;
        IReadOnlyDictionary<string, IReadOnlyList<long>> entries = await new SettledEntries(books).FindAsync([.. money.Parts.Select(p => p.Key)], context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MoneyLine> lines = entries.Count == 0 ? [] :
            [.. (await books.LinesAsync(entries.Values.SelectMany(e => e).Distinct(), context, cancellationToken).ConfigureAwait(false)).Where(l => l.AccountId == money.Account)];
        if (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false) is null && Refuse(money, entries, lines) is CaseReason refused)
        {
            return ErpOutcomes.Refused(dispatch, refused);
        }

        Outcome outcome = await write(dispatch with { Payload = plan.Part(plan.Key, []).ToString() }, cancellationToken).ConfigureAwait(false);
        return outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed
            ? await MoneyExecutor.FinishAsync(outcome, dispatch, () => MatchAsync(outcome, plan, money, lines, context, cancellationToken)).ConfigureAwait(false)
            : outcome;
    }

    private static CaseReason? Refuse(MoneyPlan money, IReadOnlyDictionary<string, IReadOnlyList<long>> entries, IReadOnlyList<MoneyLine> lines)
    {
        foreach (MoneyPart part in money.Parts)
        {
            if (!entries.TryGetValue(part.Key, out IReadOnlyList<long>? moves))
            {
                return new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"The payout settles '{part.Key}', which is not in Odoo. Nothing was written: send it, then retry.", "lines");
            }

            decimal left = lines.Where(l => moves.Contains(l.MoveId) && l.CurrencyId == money.Currency).Sum(l => l.Amount);
            if (left != part.Amount)
            {
                return new CaseReason(
                    ErrorKind.Validation, "payout-differs",
                    string.Create(CultureInfo.InvariantCulture, $"The payout settles {part.Amount} of '{part.Key}', which left {left} on the clearing account. Nothing was written: look whether it went through another journal, or a fee is missing, then retry."),
                    "lines");
            }
        }

        return null;
    }

    /// <summary>Matches the lines of the clearing account, where that account has open items.</summary>
    private async Task<Outcome> MatchAsync(
        Outcome written, DocumentPlan plan, MoneyPlan money, IReadOnlyList<MoneyLine> settled, OdooContext context, CancellationToken cancellationToken)
    {
        OdooRecord account = await books.ReadAsync("account.account", money.Account, context, cancellationToken, "reconcile").ConfigureAwait(false);
        if (!account.GetBoolean("reconcile"))
        {
            return written;
        }

        long entry = (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false))!.Value;
        IReadOnlyList<MoneyLine> own = await books.LinesAsync([entry], context, cancellationToken).ConfigureAwait(false);
        List<long> open = [.. own.Where(l => l.AccountId == money.Account).Concat(settled).Where(l => !l.IsReconciled).Select(l => l.Id)];
        if (open.Count > 1)
        {
            await books.ReconcileAsync(open, context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Reconciled);
        }

        return written with { Note = string.Create(CultureInfo.InvariantCulture, $"{written.Note}, {money.Parts.Count} documents settled") };
    }
}
