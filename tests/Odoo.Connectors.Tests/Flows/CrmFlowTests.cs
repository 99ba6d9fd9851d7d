using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>People at customers, merged customers, and what the CRM is told.</summary>
public sealed class CrmFlowTests
{
    private static readonly Currency s_eur = Currency.Parse("EUR");
    private static readonly ExternalRef s_customer = new("crm", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_survivor = s_customer with { Id = "001B" };
    private static readonly ExternalRef s_contact = new("crm", RecordKinds.Contact, "003");
    private static readonly ExternalRef s_deal = new("crm", RecordKinds.Deal, "006");
    private static readonly ExternalRef s_billed = new("billing", RecordKinds.Customer, "cus_1");
    private static readonly ExternalRef s_contract = new("billing", RecordKinds.Contract, "sub_1");
    private static readonly ExternalRef s_invoice = new("billing", RecordKinds.Invoice, "in_1");

    [Fact]
    public void Contact_OfACustomer_ReachesTheErpOnceForEachChange()
    {
        FlowBench bench = new FlowBench().Knows(new RecordReference { Reference = s_customer, IsPrimary = true }).Holds((s_customer, Customer(s_customer)));
        IReadOnlyList<Intent> intents = Assert.IsType<Decision.Do>(See(bench, Contact())).Intents;
        // Its address may be the one that stands for the customer's.
        Assert.Equal(s_customer, Assert.Single(intents, i => i.Kind == EffectKinds.CustomerFields).Source);
        Intent only = Assert.Single(intents, i => i.Kind == EffectKinds.Contacts);
        Assert.Equal((EffectKinds.Contacts, EffectClass.State, s_contact), (only.Kind, only.Class, only.Source));
        Assert.Equal(Contact(), Assert.Single(((Customer)only.Record).Contacts));
        Assert.Equal(s_customer, only.Customer!.Ref);

        Assert.IsType<Decision.Absorb>(See(bench, Contact() with { Custom = new CustomFields([new("hs_score", "9")]) }));
        Assert.Single(Assert.IsType<Decision.Do>(See(bench, Contact() with { Email = "new@example.com" })).Intents, i => i.Kind == EffectKinds.Contacts);
    }

    [Fact]
    public void Contact_OfNobodyOrOfNoCustomerOrPutAway_IsAbsorbed()
    {
        FlowBench bench = new FlowBench().Holds((s_customer, Customer(s_customer)));
        Assert.IsType<Decision.Absorb>(See(bench, Contact()));
        bench.Knows(new RecordReference { Reference = s_customer, IsPrimary = true });
        Assert.IsType<Decision.Absorb>(See(bench, Contact() with { Customer = null }));
        Assert.IsType<Decision.Absorb>(See(bench, Contact() with { IsArchived = true }));
    }

    /// <summary>Billing goes on naming the account that is gone: what it bills is the survivor's.</summary>
    [Fact]
    public void Invoice_OfACustomerThatWasMergedAway_IsTheSurvivors()
    {
        FlowBench bench = Paid().Holds((s_survivor, Customer(s_survivor))).Knows(
            new RecordReference { Reference = s_customer, State = LinkState.Superseded, SupersededBy = s_survivor.Id },
            new RecordReference { Reference = s_survivor, IsPrimary = true });
        bench.Records.Remove(s_customer);
        Decision.Do decided = Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.InvoicePaid, s_invoice));
        Assert.All(decided.Intents.Where(i => i.Target == "odoo"), i => Assert.Equal(s_survivor, i.Customer!.Ref));
        Assert.Contains(new SameRecord(s_billed, s_survivor), decided.Links);
        Assert.Equal(s_survivor, Assert.Single(decided.Intents, i => i.Target == "crm").Source);
    }

    [Fact]
    public void Customer_SeenAfterItWasMergedAway_IsAbsorbed()
    {
        FlowBench bench = new FlowBench().Knows(
            new RecordReference { Reference = s_customer, State = LinkState.Superseded, SupersededBy = s_survivor.Id },
            new RecordReference { Reference = s_survivor, IsPrimary = true });
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.CustomerSeen, s_customer, Customer(s_customer)));
    }

    [Fact]
    public void Paid_ByDefault_TellsTheAccountsStatusAlone()
    {
        Intent only = Assert.Single(Assert.IsType<Decision.Do>(Paid().Decide(ChangeKinds.InvoicePaid, s_invoice)).Intents, i => i.Target == "crm");
        Assert.Equal((EffectKinds.AccountStatus, (object)ContractStatus.Active), (only.Kind, only.Record));
    }

    [Fact]
    public void Paid_WithSummariesAndDeals_TellsBothWithTheLastPayment()
    {
        FlowBench bench = Paid(o => (o.AccountSummaries, o.DealStatuses) = (true, true));
        Intent[] told = [.. Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.InvoicePaid, s_invoice)).Intents.Where(i => i.Target == "crm")];
        Assert.Equal([EffectKinds.AccountSummary, EffectKinds.DealStatus], told.Select(i => i.Kind));
        Assert.All(told, i => Assert.True(i.Independent && i.Class == EffectClass.State));
        Assert.Equal(
            new AccountSummary { Customer = s_customer, Status = ContractStatus.Active, LastPaymentOn = new DateOnly(2026, 9, 14), LastPaymentAmount = new Money(60m, s_eur) }, told[0].Record);
        Assert.Equal(
            new DealProgress
            {
                Deal = s_deal, Contract = s_contract, Status = ContractStatus.Active, Terms = "1 x seat", InvoiceNumber = "2026-1", InvoiceState = DocumentState.Paid, PaidOn = new DateOnly(2026, 9, 14),
            },
            told[1].Record);
    }

    private static Decision See(FlowBench bench, Contact contact) => bench.Holds((s_contact, contact)).Decide(ChangeKinds.ContactSeen, s_contact, contact);

    private static Customer Customer(ExternalRef reference) => new() { Ref = reference, Name = "Kanaal" };

    private static Contact Contact() => new() { Ref = s_contact, Name = "A", Email = "a@example.com", Customer = s_customer };

    /// <summary>An invoice of 100, paid by 40 and then by 60, of a subscription that came from a deal.</summary>
    private static FlowBench Paid(Action<Odoo.Connectors.Flows.LeadToCashOptions>? configure = null)
    {
        ProductLine seat = new() { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = 100m };
        return new FlowBench(configure).Holds(
            (s_customer, Customer(s_customer)),
            (s_billed, new Customer { Ref = s_billed, Name = "Kanaal", SameAs = s_customer }),
            (s_deal, new Deal { Ref = s_deal, Customer = Customer(s_customer), Name = "Deal", IsWon = true, Currency = s_eur, Lines = [seat] }),
            (s_contract, new Contract
            {
                Ref = s_contract, Customer = s_billed, Deal = s_deal, Status = ContractStatus.Active, Currency = s_eur, StartsOn = new DateOnly(2026, 9, 1), Terms = [seat],
            }),
            (s_invoice, new Invoice
            {
                Ref = s_invoice, Number = "2026-1", Customer = s_billed, Contract = s_contract, IssuedAt = FlowBench.At, Currency = s_eur, IsPaid = true, Taxes = [],
                Net = new Money(100m, s_eur), Gross = new Money(100m, s_eur),
                Lines = [new InvoiceLine { Id = "il", Description = "Seat", Quantity = 1m, UnitPrice = 100m, Net = new Money(100m, s_eur) }],
            }),
            (s_invoice with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment("py_2", 60m, 14), Payment("py_1", 40m, 2)])));
    }

    private static Payment Payment(string id, decimal amount, int day) => new()
    {
        Ref = new ExternalRef("billing", RecordKinds.Payment, id), Customer = s_billed, Invoice = s_invoice, Amount = new Money(amount, s_eur),
        PaidAt = new DateTimeOffset(2026, 9, day, 23, 30, 0, TimeSpan.Zero),
    };
}
