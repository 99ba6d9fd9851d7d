using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests;

/// <summary>
/// Billing issues and collects through a gateway that tells of the same money: 121.00 as <c>py_1</c> there, as <c>pi_1</c> and <c>ch_1</c> here. It is one fact,
/// whoever tells of it first.
/// </summary>
public sealed class GatewayFlowTests
{
    private static readonly ExternalRef s_intent = new("gate", RecordKinds.Payment, "pi_1");
    private static readonly PaymentNames s_names = new(s_intent, ["ch_1"]);
    private static readonly ExternalRef s_refund = new("gate", RecordKinds.Refund, "re_g");
    private static readonly ExternalRef s_reversal = new("gate", RecordKinds.PaymentReversal, "re_g");
    private static readonly ExternalRef s_dispute = new("gate", RecordKinds.Dispute, "du_1");
    private static readonly ExternalRef s_payout = new("gate", RecordKinds.Payout, "po_g");
    private static readonly ExternalRef s_atGateway = Ref(RecordKinds.PaymentAtGateway, "pi_1 ch_1");
    private static readonly string[] s_paid = [EffectKinds.Customer, EffectKinds.Contract, EffectKinds.ContractActivation, EffectKinds.Invoice, EffectKinds.Payment];

    [Fact]
    public void Payment_ToldByTheGatewayFirst_IsBookedAsBillings()
    {
        FlowBench bench = Gate().Holds((s_atGateway, Payment()));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentReceived, s_intent, s_names));
        Assert.Equal(s_paid, ToErp(decision));
        Intent payment = Assert.Single(decision.Intents, i => i.Kind == EffectKinds.Payment);
        Assert.Equal((PaymentRef, InvoiceRef), (payment.Source, Assert.IsType<Payment>(payment.Record).Invoice));
        Assert.Contains(new SameRecord(s_intent, PaymentRef), decision.Links);
        Assert.InRange(bench.Readings, 1, 4);
    }

    /// <summary>Billing's own word has the same key: the effect is the same one.</summary>
    [Fact]
    public void Payment_ToldByBilling_IsBookedWithoutAskingTheGateway()
    {
        FlowBench bench = Gate();
        bench.Records.Remove(s_intent);
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentReceived, PaymentRef));
        Assert.Equal(PaymentRef, Assert.Single(decision.Intents, i => i.Kind == EffectKinds.Payment).Source);
    }

    [Fact]
    public void Payment_ThatBillingDoesNotKnowYet_Waits() =>
        Assert.Equal("not-told-by-billing", Assert.IsType<Decision.Wait>(Gate().Decide(ChangeKinds.PaymentReceived, s_intent)).Reason.Cause);

    /// <summary>What is linked is not looked for: nothing is held under the gateway's ids.</summary>
    [Fact]
    public void Payment_ThatIsLinked_IsNotLookedForAgain()
    {
        Decision.Do decision = Do(Linked(Gate()).Decide(ChangeKinds.PaymentReceived, s_intent));
        Assert.Equal(PaymentRef, Assert.Single(decision.Intents, i => i.Kind == EffectKinds.Payment).Source);
    }

    [Fact]
    public void Payment_OfAnotherAmountAtTheGateway_IsACase()
    {
        FlowBench bench = Gate().Holds((s_atGateway, Payment() with { Amount = Eur(120.99m) }), (PaymentRef, Payment() with { Amount = Eur(120.99m) }));
        CaseReason reason = Assert.IsType<Decision.Review>(bench.Decide(ChangeKinds.PaymentReceived, s_intent, s_names)).Reason;
        Assert.Equal("gateway-differs", reason.Cause);
        Assert.Contains("121.00 EUR", reason.Message, StringComparison.Ordinal);
        Assert.Contains("120.99 EUR", reason.Message, StringComparison.Ordinal);
    }

    /// <summary>Billing makes the attempts and issues the invoices: what the gateway says of those is not its to say.</summary>
    [Theory]
    [InlineData(ChangeKinds.PaymentFailed, RecordKinds.PaymentAttempt)]
    [InlineData(ChangeKinds.InvoicePaid, RecordKinds.Invoice)]
    public void Gateway_TellsOfNoAttemptsAndInvoices(string kind, string record) =>
        Assert.Contains("billing", Assert.IsType<Decision.Absorb>(Gate().Decide(kind, new ExternalRef("gate", record, "x"))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(ChangeKinds.DisputeChanged, RecordKinds.Dispute)]
    [InlineData(ChangeKinds.PayoutPaid, RecordKinds.Payout)]
    public void Billing_TellsOfNoDisputesAndPayouts(string kind, string record) =>
        Assert.Contains("gate", Assert.IsType<Decision.Absorb>(Gate().Decide(kind, Ref(record, "x"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Refund_ToldByTheGatewayFirst_IsBookedAsBillingsWithItsCreditNote()
    {
        FlowBench bench = Gate().Holds(
            (s_refund, Refund() with { Ref = s_refund, Invoice = null }), (Ref(RecordKinds.RefundAtGateway, "re_g"), Refund(Note())), (RefundRef, Refund(Note())));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.RefundMade, s_refund));
        Assert.Equal([.. s_paid, EffectKinds.CreditNote, EffectKinds.Refund], ToErp(decision));
        Assert.Equal(RefundRef, decision.Intents.Single(i => i.Kind == EffectKinds.Refund).Source);
        Assert.Contains(new SameRecord(s_refund, RefundRef), decision.Links);
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Theory]
    [InlineData(RefundStatus.Pending)]
    [InlineData(RefundStatus.Failed)]
    public void Refund_ThatMovedNothingAtTheGateway_IsNotLookedForAtBilling(RefundStatus status) =>
        Assert.IsType<Decision.Absorb>(Gate().Holds((s_refund, Refund() with { Ref = s_refund, Status = status })).Decide(ChangeKinds.RefundMade, s_refund));

    /// <summary>A refund that failed late: billing shows it as its own reversal, once it does.</summary>
    [Fact]
    public void Reversal_ToldByTheGateway_IsBillingsOnceItShowsIt()
    {
        PaymentReversal failed = Reversal(RefundRef);
        FlowBench bench = Gate().Holds((RefundRef, Refund(Note())));
        Assert.Equal("not-told-by-billing", Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.PaymentReversed, s_reversal)).Reason.Cause);
        bench.Holds((Ref(RecordKinds.ReversalAtGateway, "re_g"), failed), (failed.Ref, failed));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PaymentReversed, s_reversal));
        Assert.Equal(failed.Ref, decision.Intents.Single(i => i.Kind == EffectKinds.PaymentReversal).Source);
        Assert.Contains(new SameRecord(s_reversal, failed.Ref), decision.Links);
    }

    /// <summary>It names the gateway's payment: the invoice is open again all the same. The fee is the gateway's.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispute_NamesTheGatewaysPayment_AndOpensBillingsInvoice(bool isLinked)
    {
        FlowBench bench = Gate().Holds((s_dispute, Disputed(DisputeStatus.Open)));
        bench = isLinked ? Linked(bench) : bench.Holds((s_atGateway, Payment()));
        Decision.Do decision = Do(bench.Decide(ChangeKinds.DisputeChanged, s_dispute, s_names));
        Assert.Equal([.. s_paid, EffectKinds.Chargeback], ToErp(decision));
        Dispute booked = Assert.IsType<Dispute>(decision.Intents.Single(i => i.Kind == EffectKinds.Chargeback).Record);
        Assert.Equal((s_dispute, PaymentRef, InvoiceRef, Billed, (Money?)Eur(15m)), (booked.Ref, booked.Payment, booked.Invoice, booked.Customer, booked.Fee));
        Assert.Equal(!isLinked, decision.Links.Contains(new SameRecord(s_intent, PaymentRef)));
        Assert.InRange(bench.Readings, 1, 4);
    }

    [Fact]
    public void Dispute_OfAPaymentThatBillingDoesNotKnow_Waits() => Assert.Equal(
        "not-told-by-billing", Assert.IsType<Decision.Wait>(Gate().Holds((s_dispute, Disputed(DisputeStatus.Open))).Decide(ChangeKinds.DisputeChanged, s_dispute)).Reason.Cause);

    /// <summary>66.00 as in billing's words: the payment and the refund are what billing called them.</summary>
    [Fact]
    public void Payout_SettlesWhatBillingCalledThem()
    {
        FlowBench bench = Linked(Gate()).Knows(Name(RefundRef), Name(s_refund)).Holds((s_payout, Paid() with { Ref = s_payout }));
        Assert.Equal("payout-documents", Assert.IsType<Decision.Wait>(bench.Decide(ChangeKinds.PayoutPaid, s_payout)).Reason.Cause);
        bench.Booked(EffectKinds.Payment, PaymentRef).Booked(EffectKinds.Refund, RefundRef);
        Intent payout = Assert.Single(Do(bench.Decide(ChangeKinds.PayoutPaid, s_payout)).Intents);
        Assert.Equal([PaymentRef, RefundRef, null], Assert.IsType<Payout>(payout.Record).Lines.Select(l => l.Source));
        Assert.Equal(s_payout, payout.Source);

        Payout Paid() => Payout() with { Lines = [Moved(PayoutLineKind.Payment, s_intent, 121m, 3m), Moved(PayoutLineKind.Refund, s_refund, -50m, 0m), Moved(PayoutLineKind.Fee, null, -2m, 0m)] };
    }

    /// <summary>A debit that bounced: the gateway has no event of it, and the payout that it comes with names its payment.</summary>
    [Fact]
    public void Payout_WithALateFailure_AsksBillingForIt()
    {
        PaymentReversal failed = Reversal(PaymentRef, InvoiceRef);
        PayoutLine line = Moved(PayoutLineKind.Reversal, s_intent with { Kind = RecordKinds.PaymentReversal }, -121m, 0m) with { Aliases = ["ch_1"] };
        FlowBench bench = Gate().Holds(
            (s_payout, Payout() with { Ref = s_payout, Amount = Eur(-121m), Lines = [line] }), (Ref(RecordKinds.ReversalAtGateway, "pi_1 ch_1"), failed)).Booked(EffectKinds.PaymentReversal, failed.Ref);
        Decision.Do decision = Do(bench.Decide(ChangeKinds.PayoutPaid, s_payout));
        Assert.Equal(failed.Ref, Assert.Single(Assert.IsType<Payout>(Assert.Single(decision.Intents).Record).Lines).Source);
        Assert.Contains(new SameRecord(line.Source!, failed.Ref), decision.Links);
    }

    /// <summary>Billing records the chargeback, too: the money would go twice.</summary>
    [Theory]
    [InlineData("chargeback", true, true)]
    [InlineData("chargeback", false, false)]
    [InlineData("card", true, false)]
    public void Chargeback_ThatBillingRecordsToo_IsACase(string method, bool isLinked, bool isCase)
    {
        FlowBench bench = Gate().Holds((RefundRef, Refund(Note()) with { Method = method }));
        Decision decision = (isLinked ? Linked(bench) : bench).Decide(ChangeKinds.RefundMade, RefundRef);
        Assert.Equal(isCase ? "chargeback-told-twice" : null, (decision as Decision.Review)?.Reason.Cause);
        Assert.Equal(!isCase, (decision as Decision.Do)?.Intents.Any(i => i.Kind == EffectKinds.Refund) ?? false);
    }

    private static FlowBench Gate() => Paid(ownership => ownership.Own<Payment>("gate")).Holds((s_intent, Payment() with { Ref = s_intent, Aliases = ["ch_1"], Invoice = null }));

    private static FlowBench Linked(FlowBench bench) => bench.Knows(Name(PaymentRef), Name(s_intent));

    private static RecordReference Name(ExternalRef reference) => new() { Reference = reference, IsPrimary = true };

    private static Dispute Disputed(DisputeStatus status) => Dispute(status) with { Ref = s_dispute, Payment = s_intent, PaymentAliases = ["ch_1"], Invoice = null };

    private static Decision.Do Do(Decision decision) => Assert.IsType<Decision.Do>(decision);

    private static IEnumerable<string> ToErp(Decision.Do decision) => decision.Intents.Where(i => i.Target == "odoo").Select(i => i.Kind);
}
