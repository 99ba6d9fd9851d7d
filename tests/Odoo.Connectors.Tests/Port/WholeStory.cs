using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port;

/// <summary>One of each kind of document, each after the one before; one after the other in one event.</summary>
internal sealed class WholeStory
{
    private static readonly Currency Euro = Currency.Parse("EUR");

    public WholeStory(PortBench bench)
    {
        Customer = Given.Customer(bench);
        Contract = new Contract
        {
            Ref = bench.Ref(RecordKinds.Contract, "sub_1"), Customer = Customer.Ref, Status = ContractStatus.Active, Currency = Euro, StartsOn = new DateOnly(2026, 3, 1),
            Terms = [Term("plan", 1m, 100m), Term("seat", 5m, 12.50m)],
        };

        // 99.99 at 21 % is 20.9979: Odoo's own sum. 100.00 at 21 % is 21.00: the source says a cent more, which is forced.
        Plain = Given.Invoice(bench, Customer, "in_1", Given.Line(3m, 33.33m, 21.00m));
        Forced = Given.Invoice(bench, Customer, "in_2", Given.Line(1m, 100m, 21.01m));
        Credit = new CreditNote
        {
            Ref = bench.Ref(RecordKinds.CreditNote, "cn_1"), Number = bench.Ref("", "cn_1").Id, Invoice = Plain.Ref, IssuedAt = Given.Noon(2026, 3, 5), Currency = Euro,
            Lines = [Given.Line(1m, 33.33m, 7.00m)],
            Net = new Money(33.33m, Euro), Taxes = [new TaxLine { RateId = "vat21", Base = new Money(33.33m, Euro), Amount = new Money(7.00m, Euro) }], Gross = new Money(40.33m, Euro),
        };
        Full = Given.Payment(bench, Plain, "py_1");
        Part = Given.Payment(bench, Forced, "py_2", 50m);
        Refund = new Refund
        {
            Ref = bench.Ref(RecordKinds.Refund, "re_1"), Customer = Customer.Ref, Payment = Full.Ref, Invoice = Plain.Ref, CreditNote = Credit,
            Amount = Credit.Gross, RefundedAt = Given.Noon(2026, 3, 6),
        };
    }

    public Customer Customer { get; }

    public Contract Contract { get; }

    public Invoice Plain { get; }

    public Invoice Forced { get; }

    public CreditNote Credit { get; }

    public Payment Full { get; }

    public Payment Part { get; }

    public Refund Refund { get; }

    public Intent[] Intents =>
    [
        Given.ToSend(Customer),
        PortBench.Intent(EffectKinds.Contract, Contract.Ref, Contract, Customer),
        Given.ToSend(Plain, Customer),
        Given.ToSend(Forced, Customer),
        Given.ToSend(Full, Customer),
        Given.ToSend(Part, Customer),
        Given.ToSend(Credit, Customer),
        PortBench.Intent(EffectKinds.Refund, Refund.Ref, Refund, Customer),
        PortBench.Intent(EffectKinds.Amendment, Contract.Ref, Amended, Customer, discriminator: "2026-04-01"),
    ];

    /// <summary>Eight seats in place of five.</summary>
    private Contract Amended => Contract with
    {
        Terms = [Term("plan", 1m, 100m), Term("seat", 8m, 12.50m)],
        Amendments = [new Amendment { EffectiveOn = new DateOnly(2026, 4, 1), Before = Contract.Terms, Terms = [Term("plan", 1m, 100m), Term("seat", 8m, 12.50m)] }],
    };

    private static ProductLine Term(string product, decimal quantity, decimal price) => new()
    {
        Id = product, ProductCode = product, Description = product, Quantity = quantity, UnitPrice = price,
    };
}
