using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>What the CRM is told of an account and of a deal, as the host asks for it.</summary>
internal sealed class CrmTelling(LeadToCashOptions options, AccountTotals totals, Known known)
{
    private bool IsSummedUp => options is { AccountSummaries: true, AccountTotals: true };

    /// <summary>Asks for what an account will be summed up of together with the rest: a round of reading less.</summary>
    public void Ask(ExternalRef account, ExternalRef billed)
    {
        if (IsSummedUp && account.System == options.Crm)
        {
            totals.TrySum(account, billed, null, null, out _);
        }
    }

    /// <summary>What an account is told; null where it is none of the CRM's, or something must be read first.</summary>
    public Intent? OfAccount(ExternalRef account, ExternalRef? billed, ContractStatus? status, Payment? paid, AccountTroubles? troubles)
    {
        if (account.System != options.Crm)
        {
            return null;
        }

        if (!options.AccountSummaries)
        {
            return Of(account, EffectKinds.AccountStatus, status!);
        }

        AccountSummary summary = new()
        {
            Customer = account, Status = status ?? ContractStatus.Active, LastPaymentAmount = paid?.Amount, LastPaymentOn = paid is null ? null : DayOf(paid),
        };
        bool answered = !IsSummedUp || totals.TrySum(account, billed, status, paid is null ? null : new ReceivedMoney(paid.Amount, DayOf(paid)), out summary);
        answered &= known.TryShadow(AccountTroubles.Of(account), out Shadow shadow);
        return answered ? Of(account, EffectKinds.AccountSummary, WithFailure(summary, (troubles ?? new AccountTroubles(account, shadow)).Latest)) : null;
    }

    /// <summary>What an account is told that is invoiced for another one: all of what it is, where that is told; a bare status is not its own.</summary>
    public Intent? OfInvoiced(ExternalRef account, ExternalRef? billed, Payment? paid) => IsSummedUp ? OfAccount(account, billed, null, paid, null) : null;

    /// <summary>What its customer at the billing platform shows of what it owes; null where none is told, or something must be read first.</summary>
    public Intent? OfDebt(ExternalRef account) => options.BillingSummaries is string billing && totals.TrySum(account, null, null, null, out AccountSummary summary)
        ? Of(account, EffectKinds.AccountSummary, summary) with { Target = billing } : null;

    /// <summary>A summary is of one currency: an amount in another one is left out.</summary>
    private static AccountSummary WithFailure(AccountSummary summary, CollectionFailure? failure)
    {
        Currency? currency = (summary.Balance ?? summary.Overdue ?? summary.Mrr ?? summary.LastPaymentAmount)?.Currency;
        return summary with { CollectionFailure = currency is null || failure?.Amount?.Currency == currency ? failure : failure is null ? null : failure with { Amount = null } };
    }

    /// <summary>What a deal is told, and what is remembered of it; null where it is none of the CRM's, or something must be read first.</summary>
    public (Intent Intent, Snapshot Seen)? OfDeal(DealProgress progress) =>
        options.DealStatuses && progress.Deal.System == options.Crm && DealMemory.TryComplete(progress, known, out DealProgress whole, out Snapshot seen)
            ? (Of(progress.Deal, EffectKinds.DealStatus, whole), seen) : null;

    /// <summary>What was read for it.</summary>
    public IEnumerable<Snapshot> Seen(Intent intent) => (IsSummedUp || intent.Target == options.BillingSummaries) && intent.Kind == EffectKinds.AccountSummary ? totals.Seen : [];

    public static DateOnly DayOf(Payment payment) => DateOnly.FromDateTime(payment.PaidAt.UtcDateTime);

    private Intent Of(ExternalRef source, string kind, object record) =>
        new() { Target = options.Crm!, Kind = kind, Class = EffectClass.State, Source = source, Record = record, Independent = true };
}
