using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Tests;

/// <summary>What Odoo owns: its customers reach the CRM and billing, its invoices and orders the deals; what others say of them is none of theirs.</summary>
public sealed class OdooOwnedTests
{
    private static readonly ExternalRef s_partner = new("odoo", RecordKinds.Customer, "12");
    private static readonly ExternalRef s_order = new("odoo", RecordKinds.Contract, "31");

    [Fact]
    public void Partner_Unknown_IsFoundOrMadeInTheCrmWithItsFields()
    {
        Intent[] told = Tell(Mastered(), Partner());
        Assert.Equal([EffectKinds.Customer, EffectKinds.CustomerFields], told.Select(i => i.Kind));
        Assert.All(told, i => Assert.Equal(("crm", s_partner), (i.Target, i.Source)));
    }

    [Fact]
    public void Partner_SeenAgain_IsToldWhenItChanged()
    {
        FlowBench bench = Linked(Mastered());
        Assert.Equal([EffectKinds.CustomerFields], Tell(bench, Partner()).Select(i => i.Kind));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.CustomerSeen, s_partner, Partner()));
        Assert.Equal([EffectKinds.CustomerFields], Tell(bench, Partner() with { Phone = "+32 9 111" }).Select(i => i.Kind));
    }

    /// <summary>Billing is told of one that it has, and of no other.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Partner_Changed_ReachesBillingWhereItIsKnown(bool isKnown)
    {
        FlowBench bench = Linked(Mastered(isCreated: true), isKnown ? [new RecordReference { Reference = Billed, IsPrimary = true }] : []);
        string[] targets = [.. Tell(bench, Partner()).Select(i => i.Target).Order(StringComparer.Ordinal)];
        Assert.Equal(isKnown ? ["billing", "crm"] : ["crm"], targets);
    }

    [Theory]
    [InlineData(true, false, false)] // a person, a supplier, an archived one: no customer's company
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void Partner_ThatIsNoCustomersCompany_IsNotMadeInTheCrm(bool isPerson, bool isSupplier, bool isArchived)
    {
        Customer partner = Partner() with { IsCompany = !isPerson, IsSupplierOnly = isSupplier, IsArchived = isArchived };
        Assert.IsType<Decision.Absorb>(Mastered().Holds((s_partner, partner)).Decide(ChangeKinds.CustomerSeen, s_partner, partner));
    }

    [Fact]
    public void Account_EditedInTheCrm_IsAbsorbed() =>
        Assert.IsType<Decision.Absorb>(Mastered().Decide(ChangeKinds.CustomerSeen, Crm, new Customer { Ref = Crm, Name = "Other" }));

    /// <summary>Billing goes on naming the CRM's account, which is the customer that Odoo masters.</summary>
    [Fact]
    public void Invoice_OfBilling_IsOfTheAccountThatBillingNames()
    {
        Decision.Do decision = Assert.IsType<Decision.Do>(Mastered().Decide(ChangeKinds.InvoiceIssued, InvoiceRef));
        Assert.All(decision.Intents.Where(i => i.Target == "odoo"), i => Assert.Equal(Crm, i.Customer!.Ref));
        Assert.Contains(decision.Intents, i => i.Kind == EffectKinds.Invoice);
        Assert.Contains(new SameRecord(Billed, Crm), decision.Links);
    }

    [Fact]
    public void Issued_ByOdooOfAnOrder_ShowsOnItsDeal()
    {
        FlowBench bench = Issuing();
        DealProgress told = Deal(See(bench, Document("7", "INV/2026/00007", DocumentState.Open, 3)));
        Assert.Equal(("INV/2026/00007", DocumentState.Open, null, s_order), (told.InvoiceNumber, told.InvoiceState, told.PaidOn, told.Contract));
        DocumentStatus paid = Document("7", "INV/2026/00007", DocumentState.Paid, 3) with
        {
            Settlements = [new Settlement(new ExternalRef("odoo", RecordKinds.Payment, "4"), Eur(121m), new DateOnly(2026, 9, 9))],
        };
        told = Deal(See(bench, paid));
        Assert.Equal((DocumentState.Paid, new DateOnly(2026, 9, 9)), (told.InvoiceState, told.PaidOn));
    }

    /// <summary>An older invoice that is paid late does not take a newer one's place.</summary>
    [Fact]
    public void Issued_BeforeTheNewestOne_DoesNotShow()
    {
        FlowBench bench = Issuing();
        See(bench, Document("8", "INV/2026/00008", DocumentState.Open, 4));
        Assert.IsType<Decision.Absorb>(Decide(bench, Document("7", "INV/2026/00007", DocumentState.Paid, 3)));
        Assert.Equal(DocumentState.Paid, Deal(See(bench, Document("8", "INV/2026/00008", DocumentState.Paid, 4))).InvoiceState);
    }

    [Fact]
    public void Issued_DraftOrOfNoOrderOrByUs_ShowsNowhere()
    {
        FlowBench bench = Issuing();
        Assert.IsType<Decision.Absorb>(Decide(bench, Document("7", "", DocumentState.Draft, 3)));
        Assert.IsType<Decision.Absorb>(Decide(bench, Document("7", "INV", DocumentState.Open, 3) with { Orders = [] }));
        Assert.IsType<Decision.Absorb>(Decide(bench, Document("7", "INV", DocumentState.Open, 3) with { Source = InvoiceRef }));
    }

    /// <summary>5 and then 8 seats of 29.00: 232.00 a month; then the order is cancelled.</summary>
    [Fact]
    public void Order_ChangedByPeople_ShowsOnItsDeal()
    {
        FlowBench bench = Issuing();
        Assert.Equal((null, "5 x seat"), (Order(bench, 1, 5m).Amendment, Order(bench, 1, 5m).Terms));
        DealProgress told = Order(bench, 2, 8m);
        Assert.Equal((AmendmentKind.Quantity, "8 x seat", (Money?)Eur(232m), "2"), (told.Amendment, told.Terms, told.Mrr, told.ContractVersion));
        Assert.Equal(ContractStatus.Ended, Order(bench, 3, 8m, ContractStatus.Ended).Status);
    }

    [Fact]
    public void Issued_AfterItsOrderWasTold_ShowsWithIt()
    {
        FlowBench bench = Issuing();
        Order(bench, 1, 5m);
        DealProgress told = Deal(See(bench, Document("7", "INV/2026/00007", DocumentState.Open, 3)));
        Assert.Equal(
            ("INV/2026/00007", "5 x seat", (Money?)Eur(145m), "1", ContractStatus.Active, s_order),
            (told.InvoiceNumber, told.Terms, told.Mrr, told.ContractVersion, told.Status, told.Contract));
    }

    [Fact]
    public void Billing_WhatItIssuesItself_IsAbsorbedWhereOdooIssues()
    {
        FlowBench bench = Issuing();
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef));
    }

    /// <summary>A gateway's money for an invoice that is not in the ledger is the customer's, on account; what is given back of it, too.</summary>
    [Fact]
    public void Billing_MoneyThatItCollected_IsBookedOnAccount()
    {
        FlowBench bench = Issuing().Holds((PaymentRef, Payment()), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])));
        Intent[] booked = [.. Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef)).Intents.Where(i => i.Target == "odoo")];
        Assert.Equal([EffectKinds.Customer, EffectKinds.Payment], booked.Select(i => i.Kind));
        Payment payment = (Payment)booked[1].Record;
        Assert.Equal((121m, null, 0), (payment.Amount.Amount, payment.Invoice, payment.Allocations.Count));
    }

    [Fact]
    public void Creator_WhereASystemThatBillingDoesNotNameOwnsCustomers_IsRefused()
    {
        OwnershipTable table = new();
        table.Own<Customer>("shop");
        table.Own<Contract>("billing", o => o.CreatedFrom("crm"));
        table.Own<Invoice>("billing");
        ConnectorException e = Assert.Throws<ConnectorException>(() => HonouredOwnership.Check(table, new LeadToCashOptions { Crm = "crm" }, new CompanyRouting()));
        Assert.Contains("names the customer of 'crm', and 'shop' owns customers; write .Own<Customer>(\"crm\")", e.Message, StringComparison.Ordinal);
    }

    private static FlowBench Mastered(bool isCreated = false) => Records(new FlowBench(own: o =>
    {
        o.Own<Customer>("odoo");
        if (isCreated)
        {
            o.Own<Contract>("billing", c => c.CreatedFrom("crm"));
        }
    }));

    private static FlowBench Issuing() => Records(new FlowBench(o => o.DealStatuses = true, o =>
    {
        o.Own<Invoice>("odoo");
        o.Own<Contract>("odoo");
    })).Knows(new RecordReference { Reference = MoneyRecords.Deal, IsPrimary = true }, new RecordReference { Reference = s_order, IsPrimary = true });

    private static FlowBench Records(FlowBench bench) => bench.Holds([.. Bench().Records.Select(r => (r.Key, r.Value))]);

    private static FlowBench Linked(FlowBench bench, params RecordReference[] more) =>
        bench.Knows([new RecordReference { Reference = s_partner, IsPrimary = true }, new RecordReference { Reference = Crm, IsPrimary = true }, .. more]);

    private static Customer Partner() => new() { Ref = s_partner, Name = "Kanaal", IsCompany = true, Phone = "+32 9 000" };

    private static Intent[] Tell(FlowBench bench, Customer partner) =>
        [.. Assert.IsType<Decision.Do>(bench.Holds((s_partner, partner)).Decide(ChangeKinds.CustomerSeen, s_partner, partner)).Intents];

    private static DocumentStatus Document(string id, string number, DocumentState state, int day) => new()
    {
        Ref = new ExternalRef("odoo", RecordKinds.Invoice, id), Number = number, Customer = s_partner, State = state, IssuedOn = new DateOnly(2026, 9, day),
        Gross = Eur(121m), Open = state == DocumentState.Paid ? Eur(0m) : Eur(121m), Orders = [s_order],
    };

    private static Decision Decide(FlowBench bench, DocumentStatus document) => bench.Holds((document.Ref, document)).Decide(ChangeKinds.DocumentStatus, document.Ref, document);

    private static IReadOnlyList<Intent> See(FlowBench bench, DocumentStatus document) => Assert.IsType<Decision.Do>(Decide(bench, document)).Intents;

    private static DealProgress Order(FlowBench bench, long version, decimal seats, ContractStatus status = ContractStatus.Active)
    {
        Contract order = new()
        {
            Ref = s_order, Customer = s_partner, Status = status, Currency = Euro, StartsOn = new DateOnly(2026, 9, 1), Version = version, Recurrence = new Recurrence(1, RecurrenceUnit.Month),
            Terms = [new ProductLine { Id = "1", ProductCode = "seat", Description = "Seat", Quantity = seats, UnitPrice = 29m }],
        };
        return Deal(Assert.IsType<Decision.Do>(bench.Holds((s_order, order)).Decide(ChangeKinds.ContractSeen, s_order, order)).Intents);
    }

    private static DealProgress Deal(IReadOnlyList<Intent> intents)
    {
        Intent only = Assert.Single(intents);
        Assert.Equal(("crm", EffectKinds.DealStatus, MoneyRecords.Deal), (only.Target, only.Kind, only.Source));
        return (DealProgress)only.Record;
    }
}
