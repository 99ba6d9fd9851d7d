using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>
/// A company buys and its group is invoiced: the order is the company's and names the group as its invoice address; invoices, credits and money are the
/// group's; the company's account shows how its contract stands.
/// </summary>
public sealed class InvoicedToTests
{
    private static readonly ExternalRef s_group = new("crm", RecordKinds.Customer, "001G");
    private static readonly ExternalRef s_groupBilled = Ref(RecordKinds.Customer, "cus_g");

    [Fact]
    public void Invoice_ToTheGroup_IsTheGroupsAndTheOrderTheCompanys()
    {
        Intent[] told = Intents(Hierarchy().Decide(ChangeKinds.InvoiceIssued, InvoiceRef));
        Assert.Equal(
            [EffectKinds.Customer, EffectKinds.Customer, EffectKinds.Contract, EffectKinds.ContractActivation, EffectKinds.Invoice],
            told.Where(i => i.Target == "odoo").Select(i => i.Kind));
        Assert.Equal([Crm, s_group, Crm, Crm, s_group], told.Where(i => i.Target == "odoo").Select(i => i.Customer!.Ref));
        Assert.All(told.Where(i => i.Kind is EffectKinds.Contract or EffectKinds.ContractActivation), i => Assert.Equal(s_group, i.InvoicedTo!.Ref));
        Assert.Null(told.Single(i => i.Kind == EffectKinds.Invoice).InvoicedTo);
        Assert.Equal(Crm, told.Single(i => i.Kind == EffectKinds.AccountStatus).Source);
    }

    /// <summary>Whichever is told first, the same is made for the same.</summary>
    [Theory]
    [InlineData(ChangeKinds.ContractChanged, false)]
    [InlineData(ChangeKinds.ContractChanged, true)]
    [InlineData(ChangeKinds.DealSeen, true)]
    public void ContractToldFirst_NamesTheGroup(string kind, bool inCrm)
    {
        FlowBench bench = Hierarchy(inCrm);
        Intent[] told = Intents(kind == ChangeKinds.DealSeen ? bench.Decide(kind, MoneyRecords.Deal, bench.Records[MoneyRecords.Deal]) : bench.Decide(kind, Subscription, bench.Records[Subscription]));
        Assert.Equal([Crm, s_group], told.Where(i => i.Kind == EffectKinds.Customer && i.Target == "odoo").Select(i => i.Source));
        Intent contract = told.Single(i => i.Kind == EffectKinds.Contract && i.Target == "odoo");
        Assert.Equal((Crm, s_group), (contract.Customer!.Ref, contract.InvoicedTo!.Ref));
    }

    [Fact]
    public void Contract_OfOneThatIsInvoicedItself_NamesNobodyElse()
    {
        FlowBench bench = Bench();
        Assert.All(Intents(bench.Decide(ChangeKinds.ContractChanged, Subscription, bench.Records[Subscription])), i => Assert.Null(i.InvoicedTo));
    }

    [Fact]
    public void Payment_AndCreditNote_AreTheGroups()
    {
        FlowBench bench = Hierarchy().Holds(
            (InvoiceRef, Invoice() with { Customer = s_groupBilled, IsPaid = true }), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Money()])), (PaymentRef, Money()),
            (NoteRef, Note()));
        Assert.Equal(s_group, Intents(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef)).Single(i => i.Kind == EffectKinds.Payment).Customer!.Ref);
        Assert.Equal(s_group, Intents(bench.Decide(ChangeKinds.CreditNoteIssued, NoteRef)).Single(i => i.Kind == EffectKinds.CreditNote).Customer!.Ref);

        static Payment Money() => MoneyRecords.Payment() with { Customer = s_groupBilled };
    }

    [Fact]
    public void Totals_AreToldOfBoth()
    {
        FlowBench bench = Hierarchy(configure: o => (o.AccountSummaries, o.AccountTotals) = (true, true));
        AccountSummary[] told = [.. Intents(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef)).Where(i => i.Kind == EffectKinds.AccountSummary).Select(i => (AccountSummary)i.Record)];
        Assert.Equal([Crm, s_group], told.Select(t => t.Customer));
    }

    /// <summary>The company could not be collected for: it shows at the company, whose contract it is.</summary>
    [Fact]
    public void Failure_ShowsAtTheCompany()
    {
        FlowBench bench = Hierarchy().Holds((InvoiceRef, Invoice() with { Customer = s_groupBilled, CollectionFailed = true }));
        Intent status = Intents(bench.Decide(ChangeKinds.CollectionFailed, InvoiceRef)).Single(i => i.Kind == EffectKinds.AccountStatus);
        Assert.Equal((Crm, ContractStatus.PastDue), (status.Source, (ContractStatus)status.Record));
    }

    [Fact]
    public void Group_ThatTheCrmDoesNotKnow_IsACase()
    {
        FlowBench bench = Hierarchy().Holds((s_groupBilled, new Customer { Ref = s_groupBilled, Name = "Group" }));
        Assert.Equal("unknown-customer", Assert.IsType<Decision.Review>(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef)).Reason.Cause);
    }

    /// <summary>A won deal of such an account: its order is the account's, its subscription is made for whom is invoiced.</summary>
    [Fact]
    public void WonDeal_SubscribesTheGroup()
    {
        FlowBench bench = Hierarchy(inCrm: true, own: o => o.Own<Contract>("billing", c => c.CreatedFrom("crm")));
        Intent[] there = [.. Intents(bench.Decide(ChangeKinds.DealSeen, MoneyRecords.Deal, bench.Records[MoneyRecords.Deal])).Where(i => i.Target == "billing")];
        Assert.Equal([(EffectKinds.Customer, s_group), (EffectKinds.Contract, MoneyRecords.Deal)], there.Select(i => (i.Kind, i.Source)));
        Assert.Equal(s_group, ((Deal)there[1].Record).Customer.Ref);
    }

    /// <summary>What comes back is a subscription of the group: it is the account's all the same.</summary>
    [Fact]
    public void Subscription_OfTheGroupThatADealMade_IsTheAccounts()
    {
        FlowBench bench = Hierarchy(inCrm: true);
        bench.Holds((Subscription, (Contract)bench.Records[Subscription] with { Customer = s_groupBilled }));
        Intent[] told = Intents(bench.Decide(ChangeKinds.InvoiceIssued, InvoiceRef));
        Intent contract = told.Single(i => i.Kind == EffectKinds.Contract);
        Assert.Equal((Crm, s_group), (contract.Customer!.Ref, contract.InvoicedTo!.Ref));
        Assert.Equal(s_group, told.Single(i => i.Kind == EffectKinds.Invoice).Customer!.Ref);
        Assert.Equal(Crm, told.Single(i => i.Kind == EffectKinds.AccountStatus).Source);
    }

    /// <summary>The company's billing customer names the group as the owner of its invoices, or the CRM's account does.</summary>
    private static FlowBench Hierarchy(bool inCrm = false, Action<LeadToCashOptions>? configure = null, Action<OwnershipTable>? own = null)
    {
        Customer company = new() { Ref = Crm, Name = "Kanaal", InvoicedTo = inCrm ? s_group : null };
        FlowBench bench = new FlowBench(configure, own).Holds([.. Bench().Records.Select(r => (r.Key, r.Value))]);
        return bench.Holds(
            (Crm, company),
            (MoneyRecords.Deal, (Deal)bench.Records[MoneyRecords.Deal] with { Customer = company }),
            (Billed, new Customer { Ref = Billed, Name = "Kanaal", SameAs = Crm, InvoicedTo = inCrm ? null : s_groupBilled }),
            (s_group, new Customer { Ref = s_group, Name = "Group" }),
            (s_groupBilled, new Customer { Ref = s_groupBilled, Name = "Group", SameAs = s_group }),
            (InvoiceRef, Invoice() with { Customer = s_groupBilled }));
    }

    private static Intent[] Intents(Decision decision) => [.. Assert.IsType<Decision.Do>(decision).Intents];
}
