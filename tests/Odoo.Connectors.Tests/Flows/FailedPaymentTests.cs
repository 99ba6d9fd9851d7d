using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>Why money could not be collected reaches the CRM's account and the invoice in Odoo, and goes once it is paid, whatever order it is told in.</summary>
public sealed class FailedPaymentTests
{
    [Fact]
    public void Failed_OfAnOpenInvoice_TellsCodeAmountAttemptAndWhenItIsTriedAgain()
    {
        FlowBench bench = Bench(configure: Summaries);
        CollectionFailure told = Shown(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15) with { NextAttemptAt = On(18) }))!;
        Assert.Equal(
            new CollectionFailure { Code = "insufficient_funds", Amount = Eur(121m), AttemptNumber = 1, FailedOn = new DateOnly(2026, 9, 15), NextAttemptOn = new DateOnly(2026, 9, 18) }, told);
    }

    [Fact]
    public void Failed_TheFirstAttemptToldAfterTheSecond_LeavesTheSecond()
    {
        FlowBench bench = Bench(configure: Summaries);
        bench.Decide(ChangeKinds.PaymentFailed, Attempt(2, 18).Ref, Attempt(2, 18));
        Assert.Equal(2, Shown(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15)))!.AttemptNumber);
    }

    [Fact]
    public void Paid_AfterItFailed_EmptiesItAndSoDoesWhateverIsToldLater()
    {
        FlowBench bench = Bench(configure: Summaries);
        bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15));
        bench.Holds((InvoiceRef, Invoice() with { IsPaid = true }), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])));
        Assert.Equal(CollectionFailure.None, Shown(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef)));
        Assert.Equal(CollectionFailure.None, Shown(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
        // Told late: it is paid, and that is what counts.
        Assert.Equal(CollectionFailure.None, Shown(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15))));
    }

    [Fact]
    public void Paid_OneOfTwoThatFailed_ShowsTheOther()
    {
        FlowBench bench = Bench(configure: Summaries);
        bench.Decide(ChangeKinds.PaymentFailed, Attempt(3, 18).Ref, Attempt(3, 18) with { Invoice = OtherRef, Code = "expired_card" });
        bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 19).Ref, Attempt(1, 19));
        bench.Holds((InvoiceRef, Invoice() with { VoidedAt = On(20) }));
        Assert.Equal("expired_card", Shown(bench.Decide(ChangeKinds.InvoiceVoided, InvoiceRef))!.Code);
    }

    [Fact]
    public void Issued_NothingEverFailed_LeavesWhatTheCrmShows() => Assert.Null(Shown(Bench(configure: Summaries).Decide(ChangeKinds.InvoiceIssued, InvoiceRef)));

    [Fact]
    public void Failed_WithWordsForACode_TellsNoneOfThem() => Assert.Equal(
        "a reason that is no code", Shown(Bench(configure: Summaries).Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15) with { Code = "Card of Ms Peeters was declined" }))!.Code);

    /// <summary>A summary is of one currency; the account owes in another one than what failed.</summary>
    [Fact]
    public void Failed_InAnotherCurrencyThanTheAccounts_LeavesTheAmountOut()
    {
        FlowBench bench = Bench(configure: o => (o.AccountSummaries, o.AccountTotals) = (true, true))
            .Knows(new RecordReference { Reference = Crm, IsPrimary = true }, new RecordReference { Reference = new ExternalRef("odoo", RecordKinds.Customer, "7"), IsPrimary = true })
            .Holds((new ExternalRef("odoo", RecordKinds.AccountBalance, "7"), new AccountBalance
            {
                Customer = new ExternalRef("odoo", RecordKinds.Customer, "7"), AsOf = new DateOnly(2026, 9, 15), Currencies = [new CurrencyBalance(Eur(121m), Eur(121m))],
            }));
        CollectionFailure told = Shown(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15) with { Amount = new Money(130m, Currency.Parse("USD")) }))!;
        Assert.Equal(("insufficient_funds", null), (told.Code, told.Amount));
    }

    /// <summary>An invoice of its own says nothing of the subscription, which ended.</summary>
    [Fact]
    public void Issued_WithoutAContract_LeavesTheAccountWhereItsContractStands()
    {
        FlowBench bench = Bench().Holds((OtherRef, Invoice(OtherRef) with { Contract = null, Deal = null }));
        Assert.Equal(ContractStatus.Active, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
        Contract ended = (Contract)bench.Records[Subscription] with { Status = ContractStatus.Ended };
        bench.Holds((Subscription, ended));
        Assert.Equal(ContractStatus.Ended, Status(bench.Decide(ChangeKinds.ContractChanged, Subscription, ended)));
        Assert.Equal(ContractStatus.Ended, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
    }

    /// <summary>Nor does it pay the one that could not be collected.</summary>
    [Fact]
    public void Issued_WithoutAContractWhileAnotherOneFailed_LeavesItPastDueUntilThatIsPaid()
    {
        FlowBench bench = Bench().Holds((OtherRef, Invoice(OtherRef) with { Contract = null, Deal = null }));
        Assert.Equal(ContractStatus.PastDue, Status(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15))));
        Assert.Equal(ContractStatus.PastDue, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
        bench.Holds((InvoiceRef, Invoice() with { IsPaid = true }), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])));
        Assert.Equal(ContractStatus.Active, Status(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef)));
        Assert.Equal(ContractStatus.Active, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
    }

    /// <summary>Some sources say that an invoice could not be collected, and of no attempt.</summary>
    [Fact]
    public void Issued_WhileAnotherOneCouldNotBeCollected_LeavesItPastDueUntilThatIsPaid()
    {
        Invoice uncollected = Invoice() with { Contract = null, Deal = null, CollectionFailed = true };
        FlowBench bench = Bench(uncollected).Holds((OtherRef, Invoice(OtherRef) with { Contract = null, Deal = null }));
        Assert.Equal(ContractStatus.PastDue, Status(bench.Decide(ChangeKinds.CollectionFailed, InvoiceRef)));
        Assert.Equal(ContractStatus.PastDue, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
        bench.Holds((InvoiceRef, uncollected with { IsPaid = true, CollectionFailed = false }), (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])));
        Assert.Equal(ContractStatus.Active, Status(bench.Decide(ChangeKinds.InvoicePaid, InvoiceRef)));
        Assert.Equal(ContractStatus.Active, Status(bench.Decide(ChangeKinds.InvoiceIssued, OtherRef)));
    }

    [Fact]
    public void Failed_WithNotes_IsANoteOnTheInvoiceAfterItOncePerAttempt()
    {
        FlowBench bench = Bench(configure: o => o.CollectionNotes = true);
        Decision.Do decision = Assert.IsType<Decision.Do>(bench.Decide(ChangeKinds.PaymentFailed, Attempt(1, 15).Ref, Attempt(1, 15)));
        Intent note = decision.Intents.Last(i => i.Target == "odoo");
        LedgerNote written = Assert.IsType<LedgerNote>(note.Record);
        Assert.Equal((EffectKinds.Note, EffectClass.Document, Attempt(1, 15).Ref, InvoiceRef), (note.Kind, note.Class, note.Source, written.On));
        Assert.Equal("billing/attempt/at_1 of 121.00 EUR failed: insufficient_funds, attempt 1", written.Head);
        Assert.Equal(EffectKinds.Invoice, decision.Intents.TakeWhile(i => i != note).Last().Kind);
    }

    private static ContractStatus Status(Decision decision) =>
        (ContractStatus)Assert.IsType<Decision.Do>(decision).Intents.Single(i => i.Kind == EffectKinds.AccountStatus).Record;

    private static void Summaries(LeadToCashOptions options) => options.AccountSummaries = true;

    private static CollectionFailure? Shown(Decision decision) =>
        ((AccountSummary)Assert.IsType<Decision.Do>(decision).Intents.Single(i => i.Kind == EffectKinds.AccountSummary).Record).CollectionFailure;

    private static PaymentAttempt Attempt(int number, int day) => new()
    {
        Ref = Ref(RecordKinds.PaymentAttempt, $"at_{number}"), Customer = Billed, Invoice = InvoiceRef, Amount = Eur(121m), FailedAt = On(day), Code = "insufficient_funds", AttemptNumber = number,
    };
}
