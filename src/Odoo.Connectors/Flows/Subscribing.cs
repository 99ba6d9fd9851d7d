using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What a won deal makes where contracts are owned, when ownership says that they are created from deals: the customer, then the subscription.
/// They hang on each other and on nothing in the ledger: neither waits for the other one's outage.
/// </summary>
internal sealed class Subscribing(OwnershipTable ownership, Known known)
{
    private readonly string? _creator = ownership.CreatorOf<Contract>();
    private Intent? _customer;
    private Intent? _fields;
    private Intent? _contract;

    /// <summary>The system that subscriptions are created in; null where none are.</summary>
    public string? Platform => _creator is null ? null : ownership.OwnerOf<Contract>();

    /// <summary>What was collected, in its order: the customer is as it should be before anything is billed.</summary>
    public IEnumerable<Intent> Intents => new[] { _customer, _fields, _contract }.OfType<Intent>().Select((intent, i) => i == 0 ? intent with { Independent = true } : intent);

    /// <summary>Whether a deal makes a subscription.</summary>
    public bool Makes(ExternalRef deal) => deal.System == _creator;

    /// <summary>Whether a contract was planned of a deal, here or in a ledger, and it is not what the deal is now.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryDiffers(Deal deal, RecordLink? customer, IReadOnlyList<string> ledgers, out bool differs)
    {
        bool answered = known.TryShadow(DealTerms.SignatureOf(deal.Ref), out Shadow signed);
        bool planned = false;
        foreach (string system in ledgers.Append(Platform!))
        {
            answered &= TryPlanned(system, EffectKinds.Contract, deal.Ref, out bool here);
            planned |= here;
        }

        differs = planned && DealTerms.WasAgreed(signed) && !DealTerms.Holds(signed, deal, customer);
        return answered;
    }

    /// <summary>The subscription of a won deal. Where one names the deal already, somebody was faster.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="invoiced">Who is invoiced for it, where that is not its account: the subscription is made for that one.</param>
    /// <returns>False when something must be read first.</returns>
    public bool TryMake(Deal deal, Customer? invoiced)
    {
        if (!known.TryLink(deal.Ref, out RecordLink? link))
        {
            return false;
        }

        if (link?.IdIn(Platform!, RecordKinds.Contract) is null)
        {
            Customer billed = invoiced ?? deal.Customer;
            _customer = Of(EffectKinds.Customer, EffectClass.Document, billed.Ref, billed, billed);
            _contract = Of(EffectKinds.Contract, EffectClass.Document, deal.Ref, deal with { Customer = billed }, billed);
        }

        return true;
    }

    /// <summary>The fields of a customer that is there, or about to be, and was edited at its owner.</summary>
    /// <returns>False when something must be read first.</returns>
    public bool TryTell(Customer customer, IEnumerable<string> changed)
    {
        if (Platform is not string platform || platform == customer.Ref.System
            || !changed.Any(f => ownership.RuleOf(Snapshots.PropertyOf(f), customer).Owner == customer.Ref.System))
        {
            return true;
        }

        bool answered = known.TryLink(customer.Ref, out RecordLink? link);
        answered &= TryPlanned(platform, EffectKinds.Customer, link?.Origin ?? customer.Ref, out bool planned);
        if (planned || link?.IdIn(platform, RecordKinds.Customer) is not null)
        {
            _fields = Of(EffectKinds.CustomerFields, EffectClass.State, customer.Ref, customer, customer);
        }

        return answered;
    }

    private bool TryPlanned(string system, string kind, ExternalRef source, out bool planned)
    {
        bool answered = known.TryEffect(known.DocumentKey(system, kind, source), out EffectSummary? made);
        planned = made is { State: not (EffectState.Refused or EffectState.Rejected) };
        return answered;
    }

    private Intent Of(string kind, EffectClass type, ExternalRef source, object record, Customer customer) =>
        new() { Target = Platform!, Kind = kind, Class = type, Source = source, Record = record, Customer = customer };
}
