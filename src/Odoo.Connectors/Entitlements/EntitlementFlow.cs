using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Entitlements;

/// <summary>
/// Stands before the flow that decides what becomes of a contract, and adds to its decision what the contract grants. The contract is read afresh: whatever
/// event comes late or twice, what is told is what is true now.
/// </summary>
internal sealed class EntitlementFlow(IServiceProvider services, IOptions<EntitlementOptions> options, OwnershipTable ownership) : IFlow
{
    private readonly EntitlementRules _rules = new(options.Value);
    private IFlow[]? _others;

    public IReadOnlyList<Type> Requires => [typeof(Contract), typeof(Customer)];

    public IReadOnlyList<string> Targets => [options.Value.Target];

    public bool Handles(string changeKind) => changeKind is ChangeKinds.ContractChanged or ChangeKinds.RecordGone;

    public Decision Decide(Change change, Known known)
    {
        Decision decided = Inner(change, known);
        if (change.Subject.Kind != RecordKinds.Contract || change.System != ownership.OwnerOf<Contract>() || decided is Decision.NeedMore or Decision.Wait)
        {
            return decided;
        }

        if (!TryGranted(change, known, out ContractEntitlements? set, out bool isTold))
        {
            return Decision.Needs;
        }

        if (set is null || isTold)
        {
            return decided;
        }

        Intent telling = new()
        {
            Target = options.Value.Target, Kind = EffectKinds.Entitlement, Class = EffectClass.State, Source = EntitlementRules.SourceOf(set.Contract), Record = set, Independent = true,
        };
        Snapshot seen = EntitlementRules.Remembered(set);
        return decided switch
        {
            Decision.Do { FactsFirst: true } => decided,
            Decision.Do done => done with { Intents = [.. done.Intents, telling], Seen = [.. done.Seen, seen] },
            Decision.Absorb absorbed => new Decision.Do([telling]) { Seen = [seen], Note = absorbed.Reason },

            // What somebody must look at in the books keeps nobody from what was bought.
            Decision.Review review => new Decision.Do([telling]) { Seen = [seen], ForReview = review.Reason },
            _ => decided,
        };
    }

    /// <summary>What the contract grants now; null where there is nothing to tell of.</summary>
    private bool TryGranted(Change change, Known known, out ContractEntitlements? set, out bool isTold)
    {
        (set, isTold) = (null, false);
        bool answered = known.TryRead(change.Subject, out Contract? contract);
        answered &= known.TryShadow(EntitlementRules.SourceOf(change.Subject), out Shadow told);
        if (!answered)
        {
            return false;
        }

        // One that is gone ended, as far as anybody knows.
        contract ??= change.Record is Contract last ? last with { Status = ContractStatus.Ended } : null;
        if (contract is null)
        {
            return true;
        }

        if (!TryCustomer(contract.Customer, known, out ExternalRef customer))
        {
            return false;
        }

        set = _rules.Of(contract, customer, told);
        isTold = EntitlementRules.IsTold(set, told) || (told.IsEmpty && set.Entitlements.Count == 0);
        return true;
    }

    /// <summary>The customer at its owner: as the map knows it, else as the billing customer says itself.</summary>
    private bool TryCustomer(ExternalRef named, Known known, out ExternalRef customer)
    {
        customer = named;
        string owner = ownership.OwnerOf<Customer>();
        if (owner == named.System)
        {
            return true;
        }

        if (!known.TryLink(named, out RecordLink? link) || (link?.IdIn(owner, RecordKinds.Customer) is null && !known.TryRead(named, out Customer? _)))
        {
            return false;
        }

        customer = link?.IdIn(owner, RecordKinds.Customer) is string id ? new ExternalRef(owner, RecordKinds.Customer, id)
            : known.TryRead(named, out Customer? here) && here?.SameAs is { } same && same.System == owner ? same : named;
        return true;
    }

    private Decision Inner(Change change, Known known)
    {
        _others ??= [.. services.GetServices<IFlow>().Where(f => f != this)];
        return (Array.Find(_others, f => f.Handles(change.Kind)) ?? (change.Kind == ChangeKinds.RecordGone ? IdentityChanges.Default : null))?.Decide(change, known)
            ?? new Decision.Absorb($"no other flow handles {change.Kind}");
    }
}
