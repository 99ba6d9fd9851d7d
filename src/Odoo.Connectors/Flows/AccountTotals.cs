using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// An account as a whole, read afresh each time, whatever the event is about: the contracts from their owner, what is owed and was paid from
/// the ledgers. So an old event tells what is true now, and every telling is complete: the one that overtakes another takes nothing away.
/// </summary>
internal sealed class AccountTotals(OwnershipTable ownership, IReadOnlyList<string> ledgers, Known known)
{
    private static readonly ContractStatus[] s_urgency =
        [ContractStatus.PastDue, ContractStatus.Active, ContractStatus.Paused, ContractStatus.Pending, ContractStatus.Ended];

    private static readonly Dictionary<string, string?> s_told = new(StringComparer.Ordinal) { ["told"] = "" };
    private readonly HashSet<ExternalRef> _read = [];

    /// <summary>What was read, as seen: the other lane that reads it at the same time, the ledger's or the customer's, then reads again.</summary>
    public IEnumerable<Snapshot> Seen => _read.Select(r => new Snapshot(r, s_told));

    /// <summary>Sums an account up.</summary>
    /// <param name="account">The customer in the CRM.</param>
    /// <param name="billed">The customer as the event's source names it, where the map may not know it yet.</param>
    /// <param name="told">The status by the event alone: past due stands, another one where no contract is known.</param>
    /// <param name="paid">The latest payment of the event, which the ledger may not have booked yet.</param>
    /// <param name="summary">The summary when the answer is true.</param>
    /// <returns>False when something must be read first.</returns>
    public bool TrySum(ExternalRef account, ExternalRef? billed, ContractStatus? told, ReceivedMoney? paid, out AccountSummary summary)
    {
        summary = null!;
        if (!TryRead(account, billed, out List<CustomerContracts> contracts, out List<AccountBalance> balances))
        {
            return false;
        }

        Contract[] all = [.. contracts.SelectMany(c => c.Contracts).OrderBy(c => c.StartsOn).ThenBy(c => c.Ref.Id, StringComparer.Ordinal)];
        Contract[] running = [.. all.Where(c => c.Status is ContractStatus.Active or ContractStatus.PastDue)];
        ReceivedMoney? last = balances.Select(b => b.LastPayment).OfType<ReceivedMoney>().Prepend(paid).OfType<ReceivedMoney>().MaxBy(p => p.On);
        Currency? currency = running.FirstOrDefault()?.Currency ?? last?.Amount.Currency
            ?? balances.SelectMany(b => b.Currencies).FirstOrDefault()?.Open.Currency ?? all.FirstOrDefault()?.Currency;
        ReceivedMoney? shown = last?.Amount.Currency == currency ? last : null;
        summary = new AccountSummary
        {
            Customer = account,
            Status = told == ContractStatus.PastDue ? ContractStatus.PastDue : StatusOf(all) ?? told ?? ContractStatus.Active,
            Mrr = currency is { } c && contracts.Count > 0 && contracts.All(k => k.IsComplete) ? MonthlyRevenue.Of(running, c) : null,
            Balance = Sum(balances, currency, b => b.Open),
            Overdue = Sum(balances, currency, b => b.Overdue),
            LastPaymentOn = shown?.On,
            LastPaymentAmount = shown?.Amount,
            RenewsOn = running.Select(ContractInShort.RenewalOf).Min(),
        };
        return true;
    }

    /// <summary>Everything that is to be read, asked for in one round.</summary>
    private bool TryRead(ExternalRef account, ExternalRef? billed, out List<CustomerContracts> contracts, out List<AccountBalance> balances)
    {
        (contracts, balances) = ([], []);
        if (!known.TryLink(account, out RecordLink? link))
        {
            return false;
        }

        string owner = ownership.OwnerOf<Contract>();
        IEnumerable<ExternalRef> linked = (link?.Links ?? []).Where(l => l.State == LinkState.Linked).Select(l => l.Reference);
        ExternalRef[] customers = [.. linked.Append(billed).OfType<ExternalRef>().Where(r => r.System == owner && r.Kind == RecordKinds.Customer && !ledgers.Contains(owner)).Distinct()];
        bool answered = true;
        foreach (ExternalRef customer in customers)
        {
            answered &= TryRead(customer with { Kind = RecordKinds.CustomerContracts }, contracts);
        }

        foreach (string ledger in ledgers)
        {
            answered &= link?.IdIn(ledger, RecordKinds.Customer) is not string id || TryRead(new ExternalRef(ledger, RecordKinds.AccountBalance, id), balances);
        }

        return answered;
    }

    private bool TryRead<T>(ExternalRef reference, List<T> found)
        where T : class
    {
        _read.Add(reference);
        bool answered = known.TryRead(reference, out T? record);
        if (record is not null)
        {
            found.Add(record);
        }

        return answered;
    }

    private static ContractStatus? StatusOf(Contract[] contracts) =>
        contracts.Length == 0 ? null : Array.Find(s_urgency, s => Array.Exists(contracts, c => c.Status == s));

    private static Money? Sum(List<AccountBalance> balances, Currency? currency, Func<CurrencyBalance, Money> part) =>
        currency is not { } one || balances.Count == 0 ? null
        : balances.SelectMany(b => b.Currencies).Select(part).Where(m => m.Currency == one).Aggregate(Money.Zero(one), (sum, m) => sum + m);
}
