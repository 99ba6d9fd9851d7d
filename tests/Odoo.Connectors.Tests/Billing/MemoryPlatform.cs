using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A billing platform in memory: customers that carry the CRM's id, subscriptions that carry the deal's.</summary>
internal sealed class MemoryPlatform() : MemorySystem("billing")
{
    public IReadOnlyList<Customer> Customers => [.. Records.Values.OfType<Customer>()];

    public IReadOnlyList<Contract> Subscriptions => [.. Records.Values.OfType<Contract>().OrderBy(c => c.Ref.Id, StringComparer.Ordinal)];

    /// <summary>Its event of a subscription.</summary>
    public Delivery TellOf(Contract subscription) => Tell(ChangeKinds.ContractChanged, subscription.Ref, subscription.Customer.Id);

    protected override ExternalRef? Make(Intent intent, ExternalRef? customer, int number)
    {
        switch (intent.Record)
        {
            case Customer made when intent.Class == EffectClass.Document:
                ExternalRef added = Ref(RecordKinds.Customer, $"cus_{number}");
                Records[added] = new Customer { Ref = added, Name = made.Name, SameAs = customer };
                return added;
            case Deal deal:
                ExternalRef subscription = Ref(RecordKinds.Contract, $"sub_{number}");
                Records[subscription] = new Contract
                {
                    Ref = subscription, Customer = Customers.Single(c => c.SameAs == customer).Ref, Deal = deal.Ref, Status = ContractStatus.Active, Currency = deal.Currency,
                    StartsOn = new DateOnly(2026, 9, 1), Terms = deal.Lines,
                };
                return subscription;
            default:
                return null;
        }
    }
}
