using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>Every account is a customer of Odoo.</summary>
internal sealed class TakeAccounts : IFlow
{
    public IReadOnlyList<Type> Requires => [typeof(Customer)];

    public bool Handles(string changeKind) => changeKind == ChangeKinds.CustomerSeen;

    public Decision Decide(Change change, Known known)
    {
        Customer customer = (Customer)change.Record!;
        return new Decision.Do(
        [
            new Intent { Target = "odoo", Kind = EffectKinds.Customer, Class = EffectClass.Document, Source = customer.Ref, Record = customer, Customer = customer },
        ]);
    }
}
