using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>What a customer is: its fields, where they are not agreed on yet, at the systems that hold it.</summary>
internal sealed partial class Chain
{
    /// <summary>A customer as it is compared with what was agreed on: the standard fields and what the host maps.</summary>
    public Snapshot SnapshotOf(Customer customer) =>
        Snapshots.Of(customer, (_subscribing.Platform is string platform ? Ledgers.Append(platform) : Ledgers).SelectMany(e => mappings.Values(e, customer)));

    /// <summary>The customer's fields as their owner holds them, where they are not agreed on yet.</summary>
    public bool TryCustomerFields(Customer customer)
    {
        _customer ??= customer;
        Snapshot seen = SnapshotOf(customer);
        if (!known.TryShadow(customer.Ref, out Shadow shadow))
        {
            return false;
        }

        List<string> changed = [.. seen.Fields.Where(f => !shadow.Holds(f.Key, f.Value)).Select(f => f.Key)];
        if (changed.Count > 0)
        {
            Remember(seen);
        }

        List<string> fields = [.. changed.Except(Snapshots.Terms)];
        if (fields.Exists(f => Rules(f, customer).Any(r => r.Owner == customer.Ref.System)))
        {
            AddState(EffectKinds.CustomerFields, customer);
        }

        if (!_subscribing.TryTell(customer, changed.Where(f => f != nameof(Customer.Contacts))))
        {
            return false;
        }

        if (changed.Contains(nameof(Customer.Contacts)) && customer.Contacts.Count > 0)
        {
            AddState(EffectKinds.Contacts, customer);
        }

        if (changed.Exists(f => Snapshots.Terms.Contains(f) && (seen.Fields[f] is not null || shadow.Knows(f))) && !_intents.Exists(i => i.Kind == EffectKinds.CustomerTerms))
        {
            AddState(EffectKinds.CustomerTerms, customer);
        }

        // What is not the source's to say does not reach the ERP; where it was agreed before and is edited now, ownership may want a person to know.
        string[] edited = [.. changed.Where(f => shadow.Knows(f) && Edited(f, customer) is not null)];
        if (edited.Length > 0)
        {
            FieldRule rule = Edited(edited[0], customer)!;
            _review = new CaseReason(
                ErrorKind.Conflict, "field-conflict",
                $"{string.Join(", ", edited)} of {customer.Ref} was edited there, and {rule.Owner} owns it: nothing was written. Enter the right value in {rule.Owner}, then retry.",
                string.Join(", ", edited));
        }

        return true;
    }

    /// <summary>The rule of a field in each company that customers may be in.</summary>
    private IEnumerable<FieldRule> Rules(string field, Customer customer) =>
        Ledgers.Select(e => ownership.RuleOf(Snapshots.PropertyOf(field), customer, options.Companies.GetValueOrDefault(e)));

    /// <summary>The rule by which an edit at the source is for a person to look at, or null.</summary>
    private FieldRule? Edited(string field, Customer customer) =>
        Rules(field, customer).FirstOrDefault(r => r.OnConflict == Conflict.Review && r.Owner != customer.Ref.System);

    private void AddState(string kind, Customer customer) => Add(new Intent
    {
        Target = options.Erp, Kind = kind, Class = EffectClass.State, Source = customer.Ref, Record = customer, Customer = customer,
    });
}
