using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Books an entry that mirrors those of a payment, or a part of them, and matches them with each other: what the payment paid is open
/// again, and the payment stays in the books. A dispute that was won mirrors its chargeback and pays the documents again.
/// </summary>
internal sealed class ReversalExecutor(MoneyBooks books, Func<Dispatch, CancellationToken, Task<Outcome>> write, IFaultPoints faults)
{
    private const string Account = "outstanding_account_id";
    private readonly ReversalMatcher _matcher = new(books, faults);
    private readonly ReversalLines _lines = new(books);

    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        MoneyPlan money = plan.Money!;
        bool isWon = money.Kind == MoneyPlan.Restoration;
        IReadOnlyList<long> pieces = await books.PiecesAsync(money.Original, cancellationToken).ConfigureAwait(false);
        long? chargeback = isWon ? await books.FindAsync(money.Of, cancellationToken).ConfigureAwait(false) : null;
        if (pieces.Count == 0 || (isWon && chargeback is null))
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no document '{money.Of}' to take back; send it first."));
        }

        List<OdooRecord> payments = [];
        foreach (long piece in pieces)
        {
            payments.Add(await books.ReadAsync("account.payment", piece, context, cancellationToken, "state", "move_id", "journal_id", Account).ConfigureAwait(false));
        }

        List<long> entries = isWon ? [chargeback!.Value] : [.. payments.Select(p => p.GetReference("move_id")?.Id ?? 0)];
        IReadOnlyList<MoneyLine> lines = [.. (await books.LinesAsync(entries, context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
        if (!(isWon ? lines.Count > 0 : entries.TrueForAll(e => lines.Count(l => l.MoveId == e) == 1)) || payments.Exists(p => p.GetString("state") is "draft" or "canceled" or "rejected"))
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(
                ErrorKind.Validation, "nothing-to-take-back", $"'{money.Of}' has no posted entry in Odoo to take back: it was cancelled or put back there. Settle it there."));
        }

        // Asked before it is looked up: what an earlier attempt still does must not look like a reason to refuse.
        IReadOnlyList<PaidPart> paid = isWon ? [] : await PaidPart.ReadAsync(books, lines, context, cancellationToken).ConfigureAwait(false);
        CaseReason? refused = ReversalShare.Take(money, lines, paid, out IReadOnlyList<ReversalShare> shares);
        long clearing = payments[0].GetReference(Account)?.Id ?? 0;
        refused ??= clearing != 0 ? null : new CaseReason(
            ErrorKind.Validation, "outstanding-account",
            $"The payment '{money.Original}' has no outstanding account in Odoo, so that nothing tells which account its money is on: set it there, on the payment and on its journal's payment method, then retry.", Account);
        if (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false) is null)
        {
            if (refused is not null)
            {
                return ErpOutcomes.Refused(dispatch, refused);
            }

            JsonArray rows = await _lines.OfAsync(money, plan.Company, clearing, shares, context, cancellationToken).ConfigureAwait(false);
            plan.Values["journal_id"] = payments[0].GetReference("journal_id")?.Id ?? 0;
            plan.Values["reversed_entry_id"] = shares[0].Line.MoveId;
            plan.Values["line_ids"] = rows;
            plan.Expect["amount_total"] = EntryLines.Total(rows);
        }

        Outcome outcome = await write(dispatch with { Payload = plan.Part(plan.Key, []).ToString() }, cancellationToken).ConfigureAwait(false);
        return outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed
            ? await MoneyExecutor.FinishAsync(outcome, dispatch, () => FinishAsync(outcome, plan, money, entries, clearing, context, cancellationToken)).ConfigureAwait(false)
            : outcome;
    }

    private async Task<Outcome> FinishAsync(
        Outcome written, DocumentPlan plan, MoneyPlan money, IReadOnlyList<long> entries, long clearing, OdooContext context, CancellationToken cancellationToken)
    {
        long entry = (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false))!.Value;
        async Task<List<MoneyLine>> LinesAsync(IEnumerable<long> moves) =>
            [.. (await books.LinesAsync(moves, context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];

        List<MoneyLine> back = await LinesAsync([entry]).ConfigureAwait(false);
        List<string> documents = [.. back.Select(l => l.Label).Where(PaidPart.IsDocument).OfType<string>().Distinct()];
        List<string?> states = [];
        if (money.Kind == MoneyPlan.Reversal)
        {
            if (!await _matcher.TakeBackAsync(entry, entries, documents, context, cancellationToken).ConfigureAwait(false))
            {
                decimal open = (await LinesAsync([entry]).ConfigureAwait(false)).Sum(l => Math.Abs(l.Open));
                return written with
                {
                    Discrepancy = written.Discrepancy ?? new CaseReason(
                        ErrorKind.Conflict, "unfinished-in-odoo",
                        string.Create(CultureInfo.InvariantCulture, $"'{money.Of}' is taken back in Odoo, and {open:0.######} of that found nothing to be matched with: someone matched or took back the payment meanwhile. Settle it there."), "amount"),
                };
            }

            IEnumerable<long> matched = (await books.MatchesAsync([.. back.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false)).Select(m => m.Other);
            List<MoneyLine> own = await LinesAsync(entries).ConfigureAwait(false);
            await _matcher.MatchClearingAsync(entry, clearing, [.. own.Where(l => matched.Contains(l.Id)).Select(l => l.MoveId).Distinct()], context, cancellationToken).ConfigureAwait(false);

            // What is left of the last document's money pays it again; of the others, and on account, nothing is left.
            foreach ((int i, string document) in documents.Index())
            {
                states.Add(await _matcher.PayAsync(document, i == documents.Count - 1 ? own : [], context, cancellationToken).ConfigureAwait(false));
            }
        }
        else
        {
            string? named = money.Parts is [MoneyPart one] ? one.Key : null;
            foreach (MoneyLine line in back)
            {
                if ((PaidPart.IsDocument(line.Label) ? line.Label : named) is string document)
                {
                    states.Add(await _matcher.PayAsync(document, [line], context, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        string state = string.Join(", ", states.OfType<string>());
        return state.Length == 0 ? written : written with
        {
            Note = $"{written.Note}, payment_state {state}",
            Values = new Dictionary<string, string?>(written.Values, StringComparer.Ordinal) { ["payment_state"] = state },
        };
    }
}
