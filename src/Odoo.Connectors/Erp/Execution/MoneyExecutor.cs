using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Carries out documents of money that need a look before and a match after. The document itself goes the way it was planned for;
/// what is around it are plain calls in both ways, each of which looks at what is there first, so that repeating it is harmless.
/// </summary>
internal sealed class MoneyExecutor
{
    private readonly PaymentExecutor _payments;
    private readonly AllocationExecutor _allocations;
    private readonly OnAccountExecutor _onAccount;
    private readonly ReversalExecutor _reversals;
    private readonly PayoutExecutor _payouts;

    public MoneyExecutor(string system, MoneyBooks books, Func<Dispatch, CancellationToken, Task<Outcome>> write, IFaultPoints faults)
    {
        _payments = new PaymentExecutor(books, write);
        _allocations = new AllocationExecutor(system, books, faults);
        _onAccount = new OnAccountExecutor(system, books, faults);
        _reversals = new ReversalExecutor(books, write, faults);
        _payouts = new PayoutExecutor(books, write, faults);
    }

    public async Task<Outcome> SendAsync(Dispatch dispatch, DocumentPlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        try
        {
            return plan.Money!.Kind switch
            {
                MoneyPlan.Payment => await _payments.SendAsync(dispatch, plan, context, cancellationToken).ConfigureAwait(false),
                MoneyPlan.Allocation => await _allocations.SendAsync(dispatch, plan, context, cancellationToken).ConfigureAwait(false),
                MoneyPlan.OnAccount => await _onAccount.SendAsync(dispatch, plan, context, cancellationToken).ConfigureAwait(false),
                MoneyPlan.Payout => await _payouts.SendAsync(dispatch, plan, context, cancellationToken).ConfigureAwait(false),
                _ => await _reversals.SendAsync(dispatch, plan, context, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (ConnectorException e)
        {
            // Nothing was written yet: what comes after the writing is guarded by itself.
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    /// <summary>
    /// Finishes a document that is written. What fails for a while is tried again, from what is there; what Odoo refuses leaves the
    /// document in place, and a person must look.
    /// </summary>
    public static async Task<Outcome> FinishAsync(Outcome written, Dispatch dispatch, Func<Task<Outcome>> finish)
    {
        try
        {
            return await finish().ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            Outcome failed = ErpOutcomes.Failed(dispatch, e);
            return failed.Status != OutcomeStatus.Refused ? failed : written with
            {
                Discrepancy = new CaseReason(
                    e.Kind, "unfinished-in-odoo", $"This {dispatch.Kind} is in Odoo, and Odoo refused to match it with what it belongs to; the case holds its words. Match it there.", e.Field),
                ServerText = e.ServerText,
            };
        }
    }
}
