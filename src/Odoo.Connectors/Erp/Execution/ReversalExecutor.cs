using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Books an entry that mirrors the one of a payment, and matches the two with each other: what the payment paid is open again, and the
/// payment stays in the books. A dispute that was won mirrors its chargeback and pays the document again.
/// </summary>
internal sealed class ReversalExecutor(MoneyBooks books, Func<Dispatch, CancellationToken, Task<Outcome>> write, IFaultPoints faults)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        MoneyPlan money = plan.Money!;
        if (await books.FindAsync(money.Of, cancellationToken).ConfigureAwait(false) is not long of
            || await books.FindAsync(money.Original, cancellationToken).ConfigureAwait(false) is not long original)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no document '{money.Of}' to take back; send it first."));
        }

        OdooRecord payment = await books.ReadAsync(
            "account.payment", original, context, cancellationToken, "state", "move_id", "journal_id", "outstanding_account_id").ConfigureAwait(false);
        long entry = money.Kind == MoneyPlan.Restoration ? of : payment.GetReference("move_id")?.Id ?? 0;
        IReadOnlyList<MoneyLine> lines = entry == 0 ? [] : await books.LinesAsync([entry], context, cancellationToken).ConfigureAwait(false);
        if (lines.SingleOrDefault(l => l.IsCustomers) is not MoneyLine owed || payment.GetString("state") is "draft" or "canceled" or "rejected")
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(
                ErrorKind.Validation, "nothing-to-take-back", $"'{money.Of}' has no posted entry in Odoo to take back: it was cancelled or put back there. Settle it there."));
        }

        // Asked before it is looked up: what an earlier attempt still does must not look like a reason to refuse.
        CaseReason? refused = await RefuseAsync(money, owed, context, cancellationToken).ConfigureAwait(false);
        if (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false) is null)
        {
            if (refused is not null)
            {
                return ErpOutcomes.Refused(dispatch, refused);
            }

            await FillAsync(plan, money, payment, entry, owed, context, cancellationToken).ConfigureAwait(false);
        }

        Outcome outcome = await write(dispatch with { Payload = plan.Part(plan.Key, []).ToString() }, cancellationToken).ConfigureAwait(false);
        return outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed
            ? await MoneyExecutor.FinishAsync(outcome, dispatch, () => FinishAsync(outcome, plan, money, owed, context, cancellationToken)).ConfigureAwait(false)
            : outcome;
    }

    private async Task<CaseReason?> RefuseAsync(MoneyPlan money, MoneyLine owed, OdooContext context, CancellationToken cancellationToken)
    {
        decimal booked = Math.Abs(owed.Amount);
        if (owed.CurrencyId != money.Currency || money.Amount > booked || money.Amount <= 0m)
        {
            return new CaseReason(
                ErrorKind.Validation, "reversal-differs",
                string.Create(CultureInfo.InvariantCulture, $"{money.Amount} is to be taken back of '{money.Of}', which is booked with {booked}; currencies and amounts must agree. Take it back in Odoo by hand."), "amount");
        }

        if (money.Kind == MoneyPlan.Restoration || money.Amount == booked)
        {
            return null;
        }

        // What is not taken back must find its document again.
        IReadOnlyList<MoneyMatch> matches = await books.MatchesAsync([owed.Id], context, cancellationToken).ConfigureAwait(false);
        return matches.Count == 0 || (matches.Count == 1 && money.Parts.Count == 1) ? null : new CaseReason(
            ErrorKind.Validation, "partial-reversal",
            $"A part of '{money.Of}' is to be taken back, and it pays {matches.Count} documents: name the one invoice it is about at its source, or take it back in Odoo by hand.", "invoice");
    }

    /// <summary>The mirrored lines, in the accounts and at the rate of the entry that is taken back.</summary>
    private async Task FillAsync(DocumentPlan plan, MoneyPlan money, OdooRecord payment, long entry, MoneyLine owed, OdooContext context, CancellationToken cancellationToken)
    {
        OdooRecord company = await books.ReadAsync("res.company", plan.Company, context, cancellationToken, "currency_id").ConfigureAwait(false);
        long home = company.GetReference("currency_id")?.Id ?? 0;
        OdooRecord currency = await books.ReadAsync("res.currency", home, context, cancellationToken, "decimal_places").ConfigureAwait(false);
        int decimals = (int)(currency.GetInt64("decimal_places") ?? 2);
        decimal Share(decimal amount) => amount == Math.Abs(owed.Amount)
            ? Math.Abs(owed.Balance)
            : Math.Round(amount * Math.Abs(owed.Balance) / Math.Abs(owed.Amount), decimals, MidpointRounding.AwayFromZero);
        int sign = -Math.Sign(owed.Balance);
        long clearing = payment.GetReference("outstanding_account_id")?.Id ?? 0;
        (long, decimal)? Foreign(decimal amount) => home == money.Currency ? null : (money.Currency, amount);
        JsonArray lines =
        [
            EntryLines.Line(owed.AccountId, money.Of, sign * Share(money.Amount), Foreign(sign * money.Amount), owed.PartnerId),
            EntryLines.Line(clearing, money.Of, -sign * Share(money.Amount), Foreign(-sign * money.Amount), owed.PartnerId),
        ];
        if (money.Fee != 0m)
        {
            lines.Add(EntryLines.Line(money.Account, "Dispute fee", Share(money.Fee), Foreign(money.Fee)));
            lines.Add(EntryLines.Line(clearing, "Dispute fee", -Share(money.Fee), Foreign(-money.Fee)));
        }

        plan.Values["journal_id"] = payment.GetReference("journal_id")?.Id ?? 0;
        plan.Values["reversed_entry_id"] = entry;
        plan.Values["line_ids"] = lines;
    }

    private async Task<Outcome> FinishAsync(Outcome written, DocumentPlan plan, MoneyPlan money, MoneyLine owed, OdooContext context, CancellationToken cancellationToken)
    {
        long entry = (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false))!.Value;
        async Task<(MoneyLine Back, MoneyLine Original)> LinesAsync()
        {
            IReadOnlyList<MoneyLine> lines = [.. (await books.LinesAsync([entry, owed.MoveId], context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
            return (lines.Single(l => l.MoveId == entry), lines.Single(l => l.MoveId == owed.MoveId));
        }

        (MoneyLine back, MoneyLine original) = await LinesAsync().ConfigureAwait(false);
        if (back.Open != 0m && money.Kind == MoneyPlan.Reversal)
        {
            if (Math.Abs(original.Open) < Math.Abs(back.Open))
            {
                await books.UnmatchAsync([original.Id], context, cancellationToken).ConfigureAwait(false);
                faults.Reached(ErpFaultPoint.Unmatched);
            }

            await books.ReconcileAsync([original.Id, back.Id], context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Reconciled);
            (back, original) = await LinesAsync().ConfigureAwait(false);
        }

        // The part of the payment that holds, or the money of a dispute that was won, pays its document.
        MoneyLine pays = money.Kind == MoneyPlan.Reversal ? original : back;
        string? state = null;
        foreach (MoneyPart part in money.Parts)
        {
            if (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false) is not MoneyDocument document)
            {
                continue;
            }

            if (pays.Open != 0m && document.Open > 0m)
            {
                IReadOnlyList<MoneyLine> open = [.. (await books.LinesAsync([document.Id], context, cancellationToken).ConfigureAwait(false)).Where(l => l is { IsCustomers: true, IsReconciled: false })];
                await books.ReconcileAsync(open.Select(l => l.Id).Prepend(pays.Id), context, cancellationToken).ConfigureAwait(false);
                faults.Reached(ErpFaultPoint.Reconciled);
                document = (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false))!;
            }

            state = document.PaymentState;
        }

        return state is null ? written : written with
        {
            Note = $"{written.Note}, payment_state {state}",
            Values = new Dictionary<string, string?>(written.Values, StringComparer.Ordinal) { ["payment_state"] = state },
        };
    }
}
