using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Books a payment of several documents, or with rules about what is over or under. Odoo matches greedily; where that is not what the
/// source allocated, the payment becomes one payment for each document.
/// </summary>
internal sealed class PaymentExecutor(MoneyBooks books, Func<Dispatch, CancellationToken, Task<Outcome>> write)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        MoneyPlan money = plan.Money!;
        long currency = (long)plan.Values["currency_id"]!;
        List<MoneyDocument> documents = [];
        foreach (MoneyPart part in money.Parts)
        {
            if (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false) is not MoneyDocument document)
            {
                return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no document '{part.Key}' to pay."));
            }

            documents.Add(document);
        }

        bool isSplit;
        if (await books.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false) is long there)
        {
            OdooRecord payment = await books.ReadAsync("account.payment", there, context, cancellationToken, "amount").ConfigureAwait(false);
            isSplit = payment.GetDecimal("amount") != money.Amount;
        }
        else if (Allocations.Refuse(money, documents, currency) is CaseReason refused)
        {
            return ErpOutcomes.Refused(dispatch, refused);
        }
        else
        {
            isSplit = !Allocations.FitsOnePayment(money, documents, currency);
        }

        Outcome outcome = null!;
        foreach (DocumentPlan piece in Pieces(plan, money, documents, isSplit))
        {
            Outcome sent = await write(dispatch with { Payload = piece.ToString() }, cancellationToken).ConfigureAwait(false);
            if (sent.Status is not (OutcomeStatus.Applied or OutcomeStatus.Replayed))
            {
                return outcome is null || sent.Status != OutcomeStatus.Refused ? sent : outcome with { Discrepancy = sent.Reason, ServerText = sent.ServerText };
            }

            outcome = outcome is null ? sent : outcome with { Discrepancy = outcome.Discrepancy ?? sent.Discrepancy };
        }

        return await MoneyExecutor.FinishAsync(outcome, dispatch, () => FinishAsync(outcome, dispatch, plan, money, isSplit, currency, context, cancellationToken)).ConfigureAwait(false);
    }

    private static IEnumerable<DocumentPlan> Pieces(DocumentPlan plan, MoneyPlan money, List<MoneyDocument> documents, bool isSplit)
    {
        if (!isSplit)
        {
            // A document that takes only a part comes last, and gets what is left.
            IEnumerable<string> order = money.Parts.Zip(documents).OrderBy(p => p.First.Amount < p.Second.Open).Select(p => p.First.Key);
            yield return plan.Part(plan.Key, order);
            yield break;
        }

        decimal rest = money.Amount - money.Parts.Sum(p => p.Amount);
        IEnumerable<(decimal Amount, string[] Pays)> amounts = money.Parts.Select(p => (p.Amount, (string[])[p.Key]));
        foreach ((int i, (decimal amount, string[] pays)) in amounts.Concat(rest > 0m ? [(rest, [])] : []).Index())
        {
            DocumentPlan piece = plan.Part(MoneyBooks.PieceKey(plan.Key, i), pays);
            piece.Values["amount"] = amount;
            piece.Expect["amount"] = amount;
            piece.ExpectAfter.Clear();
            if (pays.Length > 0)
            {
                piece.ExpectAfter["reconciled_invoice_ids"] = new JsonArray(DocumentPlan.Ref(pays[0]));
            }

            yield return piece;
        }
    }

    private async Task<Outcome> FinishAsync(
        Outcome written, Dispatch dispatch, DocumentPlan plan, MoneyPlan money, bool isSplit, long currency, OdooContext context, CancellationToken cancellationToken)
    {
        List<string> notes = [written.Note ?? ""];
        List<long> entries = [];
        for (int i = 0; i < (isSplit ? money.Parts.Count : 1); i++)
        {
            entries.Add(await EntryAsync(MoneyBooks.PieceKey(plan.Key, i), context, cancellationToken).ConfigureAwait(false));
        }

        if (entries.Contains(0))
        {
            return written with
            {
                Discrepancy = new CaseReason(
                    ErrorKind.Configuration, "payment-without-entry",
                    "Odoo booked this payment without a journal entry: its journal's payment method has no outstanding account. Set one there, then cancel the payment and enter it again."),
            };
        }

        if (isSplit)
        {
            notes.Add("booked as one payment for each document: one could not pay them as allocated");
        }

        IReadOnlyList<MoneyLine> own = [.. (await books.LinesAsync(entries, context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
        IReadOnlyList<MoneyMatch> matches = await books.MatchesAsync([.. own.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false);
        CaseReason? differs = null;
        List<string> states = [];
        for (int i = 0; i < money.Parts.Count; i++)
        {
            MoneyPart part = money.Parts[i];
            MoneyDocument document = (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false))!;
            IReadOnlyList<MoneyLine> lines = [.. (await books.LinesAsync([document.Id], context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
            decimal matched = matches.Where(m => lines.Any(l => l.Id == m.Other)).Sum(m => m.Amount);
            if (document.CurrencyId == currency && matched != part.Amount && (matched > part.Amount || document.Open > 0m))
            {
                differs ??= Allocations.Differs(part, matched);
            }
            else if (document.CurrencyId == currency && document.Open > 0m && document.Open <= money.WriteOffLimit)
            {
                Outcome small = await WriteOffAsync(dispatch, plan, money, i, document, lines, context, cancellationToken).ConfigureAwait(false);
                if (small.Status is not (OutcomeStatus.Applied or OutcomeStatus.Replayed or OutcomeStatus.Refused))
                {
                    return small;
                }

                differs ??= small.Reason;
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"wrote off {document.Open} of {part.Key}"));
                document = (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false))!;
            }

            states.Add(document.PaymentState);
        }

        return written with
        {
            Note = string.Join("; ", notes.Where(n => n.Length > 0)),
            Discrepancy = written.Discrepancy ?? differs,
            Values = new Dictionary<string, string?>(written.Values, StringComparer.Ordinal) { ["payment_state"] = string.Join(", ", states) },
        };
    }

    private async Task<long> EntryAsync(string key, OdooContext context, CancellationToken cancellationToken) =>
        await books.FindAsync(key, cancellationToken).ConfigureAwait(false) is long id ? await books.EntryAsync(id, context, cancellationToken).ConfigureAwait(false) : 0;

    /// <summary>An entry of its own: the rest of the document against the account for small differences.</summary>
    private async Task<Outcome> WriteOffAsync(
        Dispatch dispatch, DocumentPlan plan, MoneyPlan money, int index, MoneyDocument document, IReadOnlyList<MoneyLine> lines, OdooContext context, CancellationToken cancellationToken)
    {
        OdooRecord company = await books.ReadAsync("res.company", plan.Company, context, cancellationToken, "currency_id").ConfigureAwait(false);
        DocumentPlan entry = new(string.Create(CultureInfo.InvariantCulture, $"{plan.Key}.w{index + 1}"), "account.move")
        {
            Company = plan.Company, Calls = ["action_post"], Reconcile = [document.Key], Read = ["name", "state"],
        };
        entry.Values["move_type"] = "entry";
        entry.Values["journal_id"] = plan.Values["journal_id"]!.DeepClone();
        entry.Values["date"] = plan.Values["date"]!.DeepClone();
        entry.Values["ref"] = plan.Values["memo"]!.DeepClone();
        JsonArray rows = [];
        foreach (MoneyLine line in lines.Where(l => l.OpenBalance != 0m))
        {
            (long, decimal)? foreign = line.CurrencyId == company.GetReference("currency_id")?.Id ? null : (line.CurrencyId, line.Open);
            (long, decimal)? back = foreign is (long id, decimal open) ? (id, -open) : null;
            rows.Add(EntryLines.Line(money.Account, "Small difference", line.OpenBalance, foreign));
            rows.Add(EntryLines.Line(line.AccountId, "Small difference", -line.OpenBalance, back, line.PartnerId));
        }

        entry.Values["line_ids"] = rows;
        entry.ExpectAfter["state"] = "posted";
        return await write(dispatch with { Payload = entry.ToString() }, cancellationToken).ConfigureAwait(false);
    }
}
