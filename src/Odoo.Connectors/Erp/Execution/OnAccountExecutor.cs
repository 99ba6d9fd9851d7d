using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Matches a refund with what is left of the payment that it gives back: money that was on account and paid nothing.</summary>
internal sealed class OnAccountExecutor(string system, MoneyBooks books, IFaultPoints faults)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        MoneyPlan money = plan.Money!;
        IReadOnlyList<long> refund = await books.PiecesAsync(plan.Key, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<long> payment = await books.PiecesAsync(money.Of, cancellationToken).ConfigureAwait(false);
        if (refund.Count == 0 || payment.Count == 0)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(
                ErrorKind.Dependency, "missing-in-odoo", $"Odoo has no payment '{(refund.Count == 0 ? plan.Key : money.Of)}'; send it first."));
        }

        IReadOnlyList<MoneyLine> back = await LinesAsync(refund, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MoneyLine> received = await LinesAsync(payment, context, cancellationToken).ConfigureAwait(false);
        bool changed = false;
        if (await MatchedAsync(back, received, context, cancellationToken).ConfigureAwait(false) == 0m && back.Any(l => l.Open != 0m) && received.Any(l => l.Open != 0m))
        {
            await books.ReconcileAsync(back.Concat(received).Where(l => !l.IsReconciled).Select(l => l.Id), context, cancellationToken).ConfigureAwait(false);
            faults.Reached(ErpFaultPoint.Reconciled);
            changed = true;
        }

        decimal matched = await MatchedAsync(back, received, context, cancellationToken).ConfigureAwait(false);
        CaseReason? differs = matched == money.Amount ? null : new CaseReason(
            ErrorKind.Validation, "allocation-differs",
            string.Create(CultureInfo.InvariantCulture, $"The refund '{plan.Key}' of {money.Amount} gives back what was on account of '{money.Of}', and {matched} of that was left in Odoo; someone used it otherwise. Match the rest there."),
            "payment");
        return ErpOutcomes.Done(
            dispatch, system, refund[0], new Dictionary<string, string?>(StringComparer.Ordinal) { ["pays"] = money.Of }, replayed: !changed, differs);
    }

    private async Task<decimal> MatchedAsync(IReadOnlyList<MoneyLine> back, IReadOnlyList<MoneyLine> received, OdooContext context, CancellationToken cancellationToken) =>
        (await books.MatchesAsync([.. back.Select(l => l.Id)], context, cancellationToken).ConfigureAwait(false)).Where(m => received.Any(l => l.Id == m.Other)).Sum(m => m.Amount);

    private async Task<IReadOnlyList<MoneyLine>> LinesAsync(IReadOnlyList<long> payments, OdooContext context, CancellationToken cancellationToken)
    {
        List<long> entries = [];
        foreach (long payment in payments)
        {
            entries.Add(await books.EntryAsync(payment, context, cancellationToken).ConfigureAwait(false));
        }

        return [.. (await books.LinesAsync(entries, context, cancellationToken).ConfigureAwait(false)).Where(l => l.IsCustomers)];
    }
}
