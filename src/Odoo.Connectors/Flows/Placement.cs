using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// The company that a chain of documents goes to. The first record of the chain decides, for all of them and for good: a route that
/// changes after the first document is a case, never a second document.
/// </summary>
internal sealed class Placement(CompanyRouting routing, Known known)
{
    /// <summary>Whether anything is routed; otherwise everything goes to the one ERP.</summary>
    public bool Applies => routing.Systems.Count > 0;

    /// <returns>False when something must be read first, or with a reason to stop.</returns>
    public bool TryFind(object root, Customer customer, out string system, out CaseReason? stop)
    {
        (ExternalRef source, bool declared, string kind) = root switch
        {
            Deal deal => (deal.Ref, routing.Routes<Deal>(), EffectKinds.Contract),
            Contract contract => (contract.Ref, routing.Routes<Contract>(), EffectKinds.Contract),
            Invoice invoice => (invoice.Ref, routing.Routes<Invoice>(), EffectKinds.Invoice),
            Payment payment => (payment.Ref, routing.Routes<Payment>(), EffectKinds.Payment),
            _ => throw new ArgumentException($"A chain of documents does not begin with {root.GetType().Name}."),
        };
        object decides = declared || !routing.Routes<Customer>() ? root : customer;
        return routing.TryRoute(decides, source, out system, out stop) && TryKeep(source, kind, system, out stop);
    }

    /// <summary>
    /// Everything at its company. What a customer is goes to every database that holds it, its terms to every company that has some; those
    /// that are not of this chain come last and hold nothing up.
    /// </summary>
    /// <returns>False when something must be read first.</returns>
    public bool TrySpread(IReadOnlyList<Intent> intents, string erp, string? system, out IReadOnlyList<Intent> spread)
    {
        List<Intent> here = [], elsewhere = [];
        bool answered = true;
        foreach (Intent intent in intents)
        {
            if (intent.Target != erp)
            {
                here.Add(intent);
                continue;
            }

            if (system is not null)
            {
                here.Add(intent with { Target = system });
            }

            if (intent is { Class: EffectClass.State, Customer: Customer customer, Kind: EffectKinds.CustomerFields or EffectKinds.Contacts or EffectKinds.CustomerTerms })
            {
                answered &= TryOthers(intent.Kind, customer, system, out IReadOnlyList<string> others);
                elsewhere.AddRange(others.Select(o => intent with { Target = o, Independent = true }));
            }
        }

        spread = [.. here, .. elsewhere];
        return answered;
    }

    private bool TryOthers(string kind, Customer customer, string? system, out IReadOnlyList<string> others)
    {
        List<string> found = [];
        others = found;
        bool answered = known.TryLink(customer.Ref, out RecordLink? record);
        ExternalRef origin = record?.Origin ?? customer.Ref;
        HashSet<string> accounts = system is null ? [] : [known.Account(system)];
        foreach (string other in answered ? routing.Systems : [])
        {
            if (kind == EffectKinds.CustomerTerms)
            {
                answered &= known.TryShadow(CustomerTermsPlanner.ShadowOf(other, origin), out Shadow terms);
                found.AddRange(terms.IsEmpty || other == system ? [] : [other]);
                continue;
            }

            answered &= known.TryEffect(known.DocumentKey(other, EffectKinds.Customer, origin), out EffectSummary? made);
            string? holder = made is { State: not (EffectState.Refused or EffectState.Rejected) } ? made.Target : record?.IdIn(other, RecordKinds.Customer) is null ? null : other;
            if (holder is not null && accounts.Add(known.Account(holder)))
            {
                found.Add(holder);
            }
        }

        return answered;
    }

    private bool TryKeep(ExternalRef source, string kind, string system, out CaseReason? stop)
    {
        stop = null;
        bool answered = known.TryLink(source, out RecordLink? record);
        foreach (string other in answered ? routing.Systems : [])
        {
            answered &= known.TryEffect(known.DocumentKey(other, kind, record?.Origin ?? source), out EffectSummary? made);
            if (made is { State: not (EffectState.Refused or EffectState.Rejected) } && made.Target != system)
            {
                stop ??= new CaseReason(
                    ErrorKind.Conflict, "rerouted",
                    $"{source} has documents in {made.Target} and is now routed to {system}. Nothing was written: put back what routes it, or settle those documents and book the rest by hand, then retry.");
            }
        }

        return answered && stop is null;
    }
}
