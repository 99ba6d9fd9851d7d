using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>Refunds and what becomes of them, payments that did not hold, disputes, payouts.</summary>
public sealed class MoneyBackTests
{
    private static readonly string[] s_paid = [EffectKinds.Customer, EffectKinds.Contract, EffectKinds.ContractActivation, EffectKinds.Invoice, EffectKinds.Payment];

    [Theory]
    [InlineData(RefundStatus.Pending)]
    [InlineData(RefundStatus.Failed)]
    public void Refund_ThatGaveNothingBack_IsAbsorbed(RefundStatus status) => Assert.IsType<Decision.Absorb>(
        Paid().Holds((RefundRef, Refund(Note()) with { Status = status })).Decide(ChangeKinds.RefundMade, RefundRef));

    /// <summary>The payment was on account: no credit note is waited for, and the refund is matched with it.</summary>
    [Fact]
    public void Refund_OfMoneyOnAccount_IsMatchedWithItsPayment()
    {
        FlowBench bench = Bench().Holds((PaymentRef, Payment() with { Invoice = null }), (RefundRef, Refund() with { Invoice = null }));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.RefundMade, RefundRef));
        Assert.Equal([EffectKinds.Customer, EffectKinds.Payment, EffectKinds.Refund, EffectKinds.PaymentAllocation], ToErp(decision));
        Assert.All(decision.Intents.Where(i => i.Target == "odoo"), i => Assert.Equal(Crm, i.Customer!.Ref));
    }

    /// <summary>An excess of a payment that paid invoices: these are told by facts of their own, and are waited for.</summary>
    [Fact]
    public void Refund_OfAnExcess_StandsOnThePaymentOnceItIsBooked()
    {
        Payment excess = Payment() with { Invoice = null, Amount = Eur(150m), Allocations = [new(InvoiceRef, Eur(121m))] };
        FlowBench bench = Bench().Holds((PaymentRef, excess), (RefundRef, Refund() with { Invoice = null, Amount = Eur(29m) }));
        Assert.Equal("payment-not-booked", Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.RefundMade, RefundRef)).Reason.Cause);
        Decision.Do decision = Do(bench.Booked(EffectKinds.Payment, PaymentRef).Decide(ChangeKinds.RefundMade, RefundRef));
        Assert.Equal([EffectKinds.Customer, EffectKinds.Payment, EffectKinds.Refund, EffectKinds.PaymentAllocation], ToErp(decision));
        Assert.NotNull(decision.Intents.Single(i => i.Kind == EffectKinds.Refund).Customer);
    }

    [Fact]
    public void Refund_OfSeveralCreditNotes_BringsEachAfterItsInvoice()
    {
        CreditNote other = Note() with { Ref = Ref(RecordKinds.CreditNote, "cn_2"), Invoice = OtherRef };
        Payment second = Payment() with { Ref = Ref(RecordKinds.Payment, "py_2"), Invoice = OtherRef };
        FlowBench bench = Paid().Holds(
            (OtherRef, Invoice(OtherRef) with { IsPaid = true }), (OtherRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([second])),
            (RefundRef, Refund() with { Amount = Eur(242m), Parts = [new(Note(), Eur(121m)), new(other, Eur(121m))] }));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.RefundMade, RefundRef));
        Assert.Equal(
            [.. s_paid, EffectKinds.Invoice, EffectKinds.Payment, EffectKinds.CreditNote, EffectKinds.CreditNote, EffectKinds.Refund], ToErp(decision));
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Fact]
    public void Reversed_RefundThatFailed_BringsTheRefundAlong()
    {
        PaymentReversal back = Reversal(RefundRef, InvoiceRef);
        FlowBench bench = Paid().Holds((RefundRef, Refund(Note()) with { Status = RefundStatus.Failed }), (back.Ref, back));
        Assert.Equal([.. s_paid, EffectKinds.CreditNote, EffectKinds.Refund, EffectKinds.PaymentReversal], ToErp(Do(bench.Decide(ChangeKinds.PaymentReversed, back.Ref))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    /// <summary>Its source names no invoice: what is booked is not followed once more.</summary>
    [Fact]
    public void Reversed_RefundThatIsBooked_StandsOnIt()
    {
        FlowBench bench = Paid().Holds((RefundRef, Refund(Note()))).Booked(EffectKinds.Refund, RefundRef);
        Assert.Equal([EffectKinds.Refund, EffectKinds.PaymentReversal], ToErp(Do(bench.Decide(ChangeKinds.PaymentReversed, Reversal(RefundRef).Ref, Reversal(RefundRef)))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Fact]
    public void Reversed_RefundWithoutCreditNote_IsBookedOpenAndTakenBack()
    {
        FlowBench bench = Paid().Holds((RefundRef, Refund() with { Status = RefundStatus.Failed }));
        Assert.Equal(
            [.. s_paid, EffectKinds.Refund, EffectKinds.PaymentReversal],
            ToErp(Do(bench.Decide(ChangeKinds.PaymentReversed, Reversal(RefundRef).Ref, Reversal(RefundRef)))));
    }

    [Fact]
    public void Reversed_PaymentThatBounced_BringsThePaymentAlong()
    {
        PaymentReversal back = Reversal(PaymentRef, InvoiceRef);
        FlowBench bench = Paid().Holds((back.Ref, back));
        Assert.Equal([.. s_paid, EffectKinds.PaymentReversal], ToErp(Do(bench.Decide(ChangeKinds.PaymentReversed, back.Ref))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Fact]
    public void Reversed_NothingThatWentBack_IsAbsorbed() =>
        Assert.IsType<Decision.Absorb>(Paid().Decide(ChangeKinds.PaymentReversed, Reversal(PaymentRef).Ref));

    [Fact]
    public void Dispute_ThatTookMoney_TakesThePaymentBackAfterIt()
    {
        FlowBench bench = Paid().Holds((DisputeRef, Dispute()));
        Assert.Equal([.. s_paid, EffectKinds.Chargeback], ToErp(Do(bench.Decide(ChangeKinds.DisputeChanged, DisputeRef))));
        Assert.InRange(bench.Readings, 1, 4);
    }

    /// <summary>Told late, all of it is booked at once, in its order.</summary>
    [Fact]
    public void Dispute_Won_IsTakenBackAndGivenBack() => Assert.Equal(
        [.. s_paid, EffectKinds.Chargeback, EffectKinds.ChargebackReversal],
        ToErp(Do(Paid().Holds((DisputeRef, Dispute(DisputeStatus.Won))).Decide(ChangeKinds.DisputeChanged, DisputeRef))));

    [Fact]
    public void Dispute_Lost_StaysAndAsksOnceWhatBecomesOfTheInvoice()
    {
        FlowBench bench = Paid().Holds((DisputeRef, Dispute(DisputeStatus.Lost)));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.DisputeChanged, DisputeRef));
        Assert.Equal([.. s_paid, EffectKinds.Chargeback], ToErp(decision));
        Assert.Equal("dispute-lost", decision.ForReview!.Cause);
        Assert.Contains("uncollectible", decision.ForReview.Message, StringComparison.Ordinal);
        Assert.Null(Do(bench.Decide(ChangeKinds.DisputeChanged, DisputeRef)).ForReview);
    }

    [Fact]
    public void Dispute_ThatOnlyAsks_TakesNothingBack() => Assert.IsType<Decision.Absorb>(
        Paid().Holds((DisputeRef, Dispute(DisputeStatus.Inquiry))).Decide(ChangeKinds.DisputeChanged, DisputeRef));

    [Fact]
    public void Dispute_OfAPaymentOfSeveralInvoices_WaitsUntilThePaymentIsBooked()
    {
        Payment both = Payment() with { Invoice = null, Amount = Eur(242m), Allocations = [new(InvoiceRef, Eur(121m)), new(OtherRef, Eur(121m))] };
        FlowBench bench = Bench().Holds((PaymentRef, both), (DisputeRef, Dispute() with { Invoice = null }));
        Assert.Equal("payment-not-booked", Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.DisputeChanged, DisputeRef)).Reason.Cause);
        Assert.Equal(
            [EffectKinds.Payment, EffectKinds.Chargeback], ToErp(Do(bench.Booked(EffectKinds.Payment, PaymentRef).Decide(ChangeKinds.DisputeChanged, DisputeRef))));
    }

    [Fact]
    public void Payout_OfBookedDocuments_IsBooked()
    {
        FlowBench bench = Bench().Holds((PayoutRef, Payout())).Booked(EffectKinds.Payment, PaymentRef).Booked(EffectKinds.Refund, RefundRef);
        Intent only = Assert.Single(Do(bench.Decide(ChangeKinds.PayoutPaid, PayoutRef)).Intents);
        Assert.Equal((EffectKinds.Payout, PayoutRef, "odoo", EffectClass.Document), (only.Kind, only.Source, only.Target, only.Class));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(EffectState.Planned)]
    [InlineData(EffectState.Sending)]
    [InlineData(EffectState.InDoubt)]
    [InlineData(EffectState.Refused)]
    [InlineData(EffectState.Skipped)]
    public void Payout_WithADocumentThatIsNotBooked_WaitsAndNamesIt(EffectState? refund)
    {
        FlowBench bench = Bench().Holds((PayoutRef, Payout())).Booked(EffectKinds.Payment, PaymentRef);
        if (refund is EffectState state)
        {
            bench.Booked(EffectKinds.Refund, RefundRef, state);
        }

        CaseReason reason = Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.PayoutPaid, PayoutRef)).Reason;
        Assert.Equal("payout-documents", reason.Cause);
        Assert.Contains("not booked: billing/refund/re_1.", reason.Message, StringComparison.Ordinal);
    }

    /// <summary>A chargeback and what was given back of it are two documents of one dispute.</summary>
    [Fact]
    public void Payout_OfADisputeThatWasWon_NeedsWhatGaveItBack()
    {
        Payout payout = Payout() with { Lines = [Moved(PayoutLineKind.DisputeWon, DisputeRef, 66m, 0m)] };
        FlowBench bench = Bench().Holds((PayoutRef, payout)).Booked(EffectKinds.Chargeback, DisputeRef);
        Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.PayoutPaid, PayoutRef));
        Do(bench.Booked(EffectKinds.ChargebackReversal, DisputeRef).Decide(ChangeKinds.PayoutPaid, PayoutRef));
    }

    [Fact]
    public void Payout_NotShownYet_IsAbsorbed() => Assert.IsType<Decision.Absorb>(Bench().Decide(ChangeKinds.PayoutPaid, PayoutRef));

    [Fact]
    public void Payout_SentBack_IsACaseOnceItIsBooked()
    {
        FlowBench bench = Bench().Holds((PayoutRef, Payout() with { HasFailed = true }));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.PayoutPaid, PayoutRef));
        Assert.Equal("payout-failed", Assert.IsType<Decision.Review>(bench.Booked(EffectKinds.Payout, PayoutRef).Decide(ChangeKinds.PayoutPaid, PayoutRef)).Reason.Cause);
    }

    private static Decision.Do Do(Decision decision) => Assert.IsType<Decision.Do>(decision);

    private static string[] ToErp(Decision.Do decision) => [.. decision.Intents.Where(i => i.Target == "odoo").Select(i => i.Kind)];
}
