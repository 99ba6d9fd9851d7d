using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A billing platform in memory: customers that carry the CRM's id, subscriptions that carry the deal's.</summary>
internal sealed class MemoryPlatform() : MemorySystem("billing")
{
    public IReadOnlyList<Customer> Customers => [.. Records.Values.OfType<Customer>()];

    public IReadOnlyList<Contract> Subscriptions => [.. Records.Values.OfType<Contract>().OrderBy(c => c.Ref.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Payment> Payments => [.. Records.Values.OfType<Payment>().OrderBy(p => p.Invoice!.Id, StringComparer.Ordinal)];

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
            case OfflinePayment paid:
                ExternalRef payment = Ref(RecordKinds.Payment, $"txn_{number}");
                Payment recorded = new()
                {
                    Ref = payment, Customer = ((Invoice)Records[paid.Invoice]).Customer, Invoice = paid.Invoice, Amount = paid.Amount,
                    PaidAt = new DateTimeOffset(paid.On, new TimeOnly(12, 0), TimeSpan.Zero),
                };
                Records[payment] = recorded;
                ExternalRef all = paid.Invoice with { Kind = RecordKinds.InvoicePayments };
                Records[all] = new InvoicePayments([.. Records.TryGetValue(all, out object? before) ? ((InvoicePayments)before).Payments : [], recorded]);
                Invoice invoice = (Invoice)Records[paid.Invoice];
                Records[paid.Invoice] = invoice with { IsPaid = ((InvoicePayments)Records[all]).Payments.Sum(p => p.Amount.Amount) >= invoice.Gross.Amount };
                return payment;
            default:
                return null;
        }
    }
}
