using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>Money records with plain values.</summary>
internal static class Cash
{
    public static Money Eur(decimal amount) => new(amount, Currency.Parse("EUR"));

    /// <summary>An invoice of 100.00 and 21 %: 121.00.</summary>
    public static Invoice Invoice(PortBench bench, Customer customer, string id) => Given.Invoice(bench, customer, id, Given.Line(1m, 100m, 21m));

    public static Payment OnAccount(PortBench bench, Customer customer, string id, decimal amount, params (Invoice Invoice, decimal Amount)[] allocations) => new()
    {
        Ref = bench.Ref(RecordKinds.Payment, id),
        Customer = customer.Ref,
        Amount = Eur(amount),
        PaidAt = Given.Noon(2026, 3, 2),
        Allocations = [.. allocations.Select(a => new PaymentAllocation(a.Invoice.Ref, Eur(a.Amount)))],
    };

    public static Dispute Dispute(PortBench bench, Payment payment, string id, decimal amount, decimal fee = 0m) => new()
    {
        Ref = bench.Ref(RecordKinds.Dispute, id),
        Customer = payment.Customer,
        Payment = payment.Ref,
        Invoice = payment.Invoice,
        Amount = Eur(amount),
        Fee = fee == 0m ? null : Eur(fee),
        OpenedAt = Given.Noon(2026, 3, 20),
        Status = DisputeStatus.Open,
    };

    public static Refund Refund(PortBench bench, Payment payment, string id, decimal amount, CreditNote? note = null) => new()
    {
        Ref = bench.Ref(RecordKinds.Refund, id),
        Customer = payment.Customer,
        Payment = payment.Ref,
        Invoice = payment.Invoice!,
        CreditNote = note,
        Amount = Eur(amount),
        RefundedAt = Given.Noon(2026, 3, 10),
    };

    public static CreditNote CreditNote(PortBench bench, Invoice invoice, string id) => new()
    {
        Ref = bench.Ref(RecordKinds.CreditNote, id),
        Number = bench.Ref("", id).Id,
        Invoice = invoice.Ref,
        IssuedAt = Given.Noon(2026, 3, 10),
        Currency = invoice.Currency,
        Lines = invoice.Lines,
        Net = invoice.Net,
        Taxes = invoice.Taxes,
        Gross = invoice.Gross,
    };

    public static PayoutLine Line(PayoutLineKind kind, ExternalRef? source, decimal amount, decimal fee = 0m) => new() { Kind = kind, Source = source, Amount = Eur(amount), Fee = Eur(fee) };

    public static Payout Payout(PortBench bench, string id, decimal amount, params PayoutLine[] lines) => new()
    {
        Ref = bench.Ref(RecordKinds.Payout, id), Amount = Eur(amount), ArrivesAt = Given.Noon(2026, 3, 25), Lines = lines,
    };

    public static Intent Refunded(Refund refund, Customer customer) => PortBench.Intent(EffectKinds.Refund, refund.Ref, refund, customer);

    public static Intent Allocated(object record, ExternalRef source, Customer customer) => PortBench.Intent(EffectKinds.PaymentAllocation, source, record, customer, "later");

    public static Intent Reversed(PaymentReversal reversal, Customer customer) => PortBench.Intent(EffectKinds.PaymentReversal, reversal.Ref, reversal, customer);

    public static Intent ChargedBack(Dispute dispute, Customer customer) => PortBench.Intent(EffectKinds.Chargeback, dispute.Ref, dispute, customer);

    public static Intent Won(Dispute dispute, Customer customer) => PortBench.Intent(
        EffectKinds.ChargebackReversal, dispute.Ref, dispute with { Status = DisputeStatus.Won, ClosedAt = Given.Noon(2026, 4, 15) }, customer);

    public static Intent PaidOut(Payout payout) => PortBench.Intent(EffectKinds.Payout, payout.Ref, payout, null);
}
