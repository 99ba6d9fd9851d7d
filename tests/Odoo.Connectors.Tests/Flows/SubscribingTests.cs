using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>Where ownership says that contracts are created from deals, a won deal makes its customer and its subscription where contracts are owned.</summary>
public sealed class SubscribingTests
{
    private static readonly ExternalRef s_deal = new("crm", RecordKinds.Deal, "006");
    private static readonly ExternalRef s_customer = new("crm", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_billed = new("billing", RecordKinds.Customer, "cus_1");
    private static readonly ExternalRef s_subscription = new("billing", RecordKinds.Contract, "sub_1");
    private static readonly string[] s_ledger = ["odoo customer", "odoo customer-fields", "odoo contract"];

    [Fact]
    public void Won_MakesCustomerThenSubscriptionBesideTheLedgersOrder()
    {
        IReadOnlyList<Intent> intents = Intents(See(Bench(), Deal()));
        Assert.Equal([.. s_ledger, "billing customer", "billing contract"], Names(intents));
        Intent customer = intents[3], contract = intents[4];
        Assert.Equal((EffectClass.Document, s_customer, true), (customer.Class, customer.Source, customer.Independent));
        Assert.Equal((EffectClass.Document, s_deal, false, s_customer), (contract.Class, contract.Source, contract.Independent, contract.Customer!.Ref));
        Assert.Equal("001A", ((Customer)customer.Record).Ref.Id);
        Assert.Equal(5m, ((Deal)contract.Record).Lines[0].Quantity);
    }

    [Fact]
    public void Won_SavedAgain_IsAbsorbed()
    {
        FlowBench bench = Bench();
        See(bench, Deal());
        Assert.IsType<Decision.Absorb>(See(bench, Deal() with { Name = "Renamed" }));
    }

    [Fact]
    public void Won_WithoutThePolicy_MakesNoneInBilling() => Assert.Equal(s_ledger, Names(Intents(See(new FlowBench(), Deal()))));

    [Fact]
    public void Won_OdooOwnsContracts_MakesNoneInBilling() =>
        Assert.Equal(s_ledger, Names(Intents(See(new FlowBench(own: o => o.Own<Contract>("odoo")), Deal()))));

    /// <summary>Another system's deals bring orders, and no subscriptions.</summary>
    [Fact]
    public void Won_InAnotherSystemThanTheCreator_MakesNoneInBilling() =>
        Assert.Equal(s_ledger, Names(Intents(See(new FlowBench(own: o => o.Own<Contract>("billing", c => c.CreatedFrom("odoo"))), Deal()))));

    /// <summary>Somebody entered the subscription at the platform, with the deal's id, before the deal was heard of.</summary>
    [Fact]
    public void Won_ASubscriptionNamesItAlready_MakesNone()
    {
        FlowBench bench = Bench();
        Linked(bench, s_deal, s_subscription);
        Assert.Equal(s_ledger, Names(Intents(See(bench, Deal()))));
    }

    /// <summary>The subscription's own event makes the contract; the deal is nothing new after it.</summary>
    [Fact]
    public void Subscription_ToldBeforeItsDeal_MakesNoSecondOne()
    {
        FlowBench bench = Subscribed();
        Assert.DoesNotContain(Intents(bench.Decide(ChangeKinds.ContractChanged, s_subscription, bench.Records[s_subscription])), i => i.Target == "billing");
        Assert.IsType<Decision.Absorb>(See(bench, Deal()));
    }

    /// <summary>The platform tells of the subscription before it answers the create: both join the deal's record, and nothing is made twice.</summary>
    [Fact]
    public void Subscription_ComesBack_JoinsTheDeal()
    {
        FlowBench bench = Subscribed();
        See(bench, Deal());
        Decision.Do back = Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.ContractChanged, s_subscription, bench.Records[s_subscription]));
        Assert.DoesNotContain(back.Intents, i => i.Target == "billing");
        Assert.Equal(s_deal, back.Intents.Single(i => i.Kind == EffectKinds.Contract).Source);
        Assert.Contains(new SameRecord(s_subscription, s_deal), back.Links);
        Assert.Contains(new SameRecord(s_billed, s_customer), back.Links);
    }

    /// <summary>An invoice that stands on no subscription brings its deal along: the deal is known from then on, so its subscription is made here.</summary>
    [Fact]
    public void Invoice_OfADealWithoutASubscription_MakesTheSubscription()
    {
        FlowBench bench = Subscribed();
        ExternalRef invoice = new("billing", RecordKinds.Invoice, "in_1");
        bench.Holds((invoice, MoneyRecords.Invoice() with { Contract = null, Deal = s_deal }));
        string[] names = Names(Intents(bench.Decide(ChangeKinds.InvoiceIssued, invoice)));
        Assert.Equal(["odoo customer", "odoo contract", "odoo invoice", "crm account-status", "billing customer", "billing contract"], names);
        Assert.IsType<Decision.Absorb>(See(bench, Deal()));
    }

    [Fact]
    public void WonAgain_WithOtherContent_StaysACaseEvenWhereOrdersAreAmended()
    {
        FlowBench bench = Bench(o => o.AmendWonDeals = true);
        See(bench, Deal());
        Linked(bench, s_deal, new ExternalRef("odoo", RecordKinds.Contract, "31"));
        Assert.Equal("deal-changed", Assert.IsType<Decision.Review>(See(bench, Deal(6m))).Reason.Cause);
    }

    /// <summary>The platform refused, and the deal's event is retried: with the same content only the subscription is missing.</summary>
    [Fact]
    public void Refused_AndRetried_MakesTheSubscription()
    {
        FlowBench bench = Bench();
        See(bench, Deal());
        bench.Booked(EffectKinds.Contract, s_deal).Booked(EffectKinds.Contract, s_deal, EffectState.Refused, "billing").Forget(s_deal);
        Assert.Contains("billing contract", Names(Intents(See(bench, Deal()))));
    }

    /// <summary>The ledger's order stands as signed: a subscription of other content must not stand beside it.</summary>
    [Theory]
    [InlineData("odoo", EffectState.Applied)]
    [InlineData("odoo", EffectState.Planned)]
    [InlineData("billing", EffectState.InDoubt)]
    public void Refused_AndWonWithOtherContent_IsACaseWhereAContractStands(string where, EffectState state)
    {
        FlowBench bench = Bench();
        See(bench, Deal());
        bench.Booked(EffectKinds.Contract, s_deal, state, where).Forget(s_deal);
        Assert.Equal("deal-changed", Assert.IsType<Decision.Review>(See(bench, Deal(6m))).Reason.Cause);
    }

    [Fact]
    public void Refused_EverywhereAndWonWithOtherContent_IsMadeOfThat()
    {
        FlowBench bench = Bench();
        See(bench, Deal());
        bench.Booked(EffectKinds.Contract, s_deal, EffectState.Refused).Booked(EffectKinds.Contract, s_deal, EffectState.Refused, "billing").Forget(s_deal);
        Assert.Equal(6m, ((Deal)Intents(See(bench, Deal(6m)))[^1].Record).Lines[0].Quantity);
    }

    [Fact]
    public void Customer_EditedAtItsOwner_IsToldToBillingToo()
    {
        FlowBench bench = Bench();
        Linked(bench, s_customer, s_billed);
        Intent told = Assert.Single(Intents(Edit(bench)), i => i.Target == "billing");
        Assert.Equal((EffectKinds.CustomerFields, EffectClass.State, s_customer, true), (told.Kind, told.Class, told.Source, told.Independent));
        Assert.IsType<Decision.Absorb>(Edit(bench));
    }

    /// <summary>Its creation is under way: what was edited since must not be lost.</summary>
    [Fact]
    public void Customer_EditedWhileItIsMade_IsToldToBilling()
    {
        FlowBench bench = Bench().Booked(EffectKinds.Customer, s_customer, EffectState.InDoubt, "billing");
        Linked(bench, s_customer, new ExternalRef("odoo", RecordKinds.Customer, "7"));
        Assert.Contains("billing customer-fields", Names(Intents(Edit(bench))));
    }

    [Fact]
    public void Customer_OfNoSubscription_IsNotToldToBilling()
    {
        FlowBench bench = Bench();
        Linked(bench, s_customer, new ExternalRef("odoo", RecordKinds.Customer, "7"));
        Assert.Equal(["odoo customer-fields"], Names(Intents(Edit(bench))));
    }

    /// <summary>The phone is Odoo's: the CRM's is told to nobody. Terms are the CRM's, and no field of an Odoo partner's own.</summary>
    [Fact]
    public void Customer_EditedInAFieldOfAnother_IsNotToldToBilling()
    {
        FlowBench bench = new(own: o => o.Own<Contract>("billing", c => c.CreatedFrom("crm")).Own<Customer>("crm", c => c.Except(x => x.Phone, "odoo")));
        Linked(bench, s_customer, s_billed);
        Edit(bench);
        Assert.DoesNotContain("billing customer-fields", Names(Intents(Edit(bench, c => c with { Phone = "+32 9 111 11 11" }))));
        Assert.Contains("billing customer-fields", Names(Intents(Edit(bench, c => c with { PaymentTerms = "net30" }))));
    }

    /// <summary>A customer that billing has, with what changed since, before its next subscription.</summary>
    [Fact]
    public void Won_OfACustomerThatBillingHas_BringsItsFieldsBeforeTheSubscription()
    {
        FlowBench bench = Bench();
        Linked(bench, s_customer, s_billed);
        Assert.Equal(["billing customer", "billing customer-fields", "billing contract"], Names(Intents(See(bench, Deal()))).Where(n => n.StartsWith("billing", StringComparison.Ordinal)));
    }

    private static FlowBench Bench(Action<Odoo.Connectors.Flows.LeadToCashOptions>? configure = null) =>
        new(configure, o => o.Own<Contract>("billing", c => c.CreatedFrom("crm")));

    /// <summary>The platform has the subscription, which names the deal, and its customer, who names the CRM's.</summary>
    private static FlowBench Subscribed() => Bench().Holds(
        (s_deal, Deal()), (s_customer, Deal().Customer), (s_billed, new Customer { Ref = s_billed, Name = "Kanaal", SameAs = s_customer }),
        (s_subscription, new Contract
        {
            Ref = s_subscription, Customer = s_billed, Deal = s_deal, Status = ContractStatus.Active, Currency = MoneyRecords.Euro, StartsOn = new DateOnly(2026, 9, 1), Terms = Deal().Lines,
        }));

    private static void Linked(FlowBench bench, ExternalRef origin, ExternalRef other) => bench.Knows(
        new RecordReference { Reference = origin, IsPrimary = true }, new RecordReference { Reference = other, IsPrimary = true });

    private static Decision See(FlowBench bench, Deal deal) => bench.Holds((s_deal, deal)).Decide(ChangeKinds.DealSeen, s_deal, deal);

    private static Decision Edit(FlowBench bench, Func<Customer, Customer>? change = null)
    {
        Customer edited = new() { Ref = s_customer, Name = "Kanaal", Website = "https://kanaal.example" };
        edited = change?.Invoke(edited) ?? edited;
        return bench.Holds((s_customer, edited)).Decide(ChangeKinds.CustomerSeen, s_customer, edited);
    }

    private static IReadOnlyList<Intent> Intents(Decision decision) => Assert.IsType<Decision.Do>(decision).Intents;

    private static string[] Names(IReadOnlyList<Intent> intents) => [.. intents.Select(i => $"{i.Target} {i.Kind}")];

    private static Deal Deal(decimal seats = 5m) => new()
    {
        Ref = s_deal, Customer = new Customer { Ref = s_customer, Name = "Kanaal" }, Name = "Seats", IsWon = true, Currency = MoneyRecords.Euro,
        Lines = [new ProductLine { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = seats, UnitPrice = 40m, Recurrence = new Recurrence(1, RecurrenceUnit.Month) }],
    };
}
