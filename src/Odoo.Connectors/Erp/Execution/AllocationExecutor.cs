using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Matches a payment, refund or credit note that is in Odoo with a document that came after it.</summary>
internal sealed class AllocationExecutor(string system, MoneyBooks books, IFaultPoints faults)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> payments = await books.PiecesAsync(plan.Key, cancellationToken).ConfigureAwait(false);
        if (payments.Count == 0)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no payment '{plan.Key}'; send the payment first."));
        }

        long payment = payments[0];
        bool isDocument = plan.Model == "account.move";
        List<long> entries = isDocument ? [payment] : [];
        foreach (long piece in isDocument ? [] : payments)
        {
            entries.Add(await books.EntryAsync(piece, context, cancellationToken).ConfigureAwait(false));
        }

        bool changed = false;
        CaseReason? differs = null;
        List<string> states = [];
        foreach (MoneyPart part in plan.Money!.Parts)
        {
            if (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false) is not MoneyDocument document)
            {
                return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no document '{part.Key}' to pay."));
            }

            IReadOnlyList<MoneyLine> lines = [.. (await books.LinesAsync(entries.Append(document.Id), context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
            List<MoneyLine> own = [.. lines.Where(l => l.MoveId != document.Id)];
            decimal matched = (await books.MatchesAsync([.. own.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false))
                .Where(m => lines.Any(l => l.MoveId == document.Id && l.Id == m.Other)).Sum(m => m.Amount);
            decimal left = Math.Abs(own.Sum(l => l.Open));
            bool same = own.TrueForAll(l => l.CurrencyId == document.CurrencyId);
            if (matched == 0m && same && Math.Min(left, document.Open) != Math.Min(part.Amount, document.Open))
            {
                CaseReason inexact = new(
                    ErrorKind.Validation, "allocation-inexact",
                    string.Create(CultureInfo.InvariantCulture, $"'{plan.Key}' has {left} left and '{part.Key}' is open for {document.Open}: Odoo would match {Math.Min(left, document.Open)}, and {part.Amount} is wanted. Match it there by hand."),
                    "allocations");
                return changed ? Done(dispatch, plan, payment, states, changed, inexact) : ErpOutcomes.Refused(dispatch, inexact);
            }

            if (matched == 0m && left > 0m && document.Open > 0m)
            {
                await books.ReconcileAsync(lines.Where(l => !l.IsReconciled).Select(l => l.Id), context, cancellationToken).ConfigureAwait(false);
                faults.Reached(ErpFaultPoint.Reconciled);
                changed = true;
                document = (await books.DocumentAsync(part.Key, context, cancellationToken).ConfigureAwait(false))!;
            }
            else if (matched == 0m)
            {
                differs ??= Allocations.Differs(part, matched);
            }

            states.Add(document.PaymentState);
        }

        return Done(dispatch, plan, payment, states, changed, differs);
    }

    private Outcome Done(Dispatch dispatch, DocumentPlan plan, long payment, List<string> states, bool changed, CaseReason? differs) => ErpOutcomes.Done(
        dispatch, system, payment,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["payment_state"] = string.Join(", ", states), ["pays"] = string.Join(", ", plan.Money!.Parts.Select(p => p.Key)) },
        replayed: !changed, differs);
}
