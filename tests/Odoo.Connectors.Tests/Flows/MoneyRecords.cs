using Odoo.Connectors.Model;

namespace Odoo.Connectors.Tests;

/// <summary>
/// Records of money with plain values: an invoice of 100.00 and 21.00 of tax, of a subscription that came from a deal; a second one of the
/// same; what pays, credits, takes back and settles them.
/// </summary>
internal static class MoneyRecords
{
    public static readonly Currency Euro = Currency.Parse("EUR");
    public static readonly ExternalRef Crm = new("crm", RecordKinds.Customer, "001A");
    public static readonly ExternalRef Deal = new("crm", RecordKinds.Deal, "006");
    public static readonly ExternalRef Billed = Ref(RecordKinds.Customer, "cus_1");
    public static readonly ExternalRef Subscription = Ref(RecordKinds.Contract, "sub_1");
    public static readonly ExternalRef InvoiceRef = Ref(RecordKinds.Invoice, "in_1");
    public static readonly ExternalRef OtherRef = Ref(RecordKinds.Invoice, "in_2");
    public static readonly ExternalRef PaymentRef = Ref(RecordKinds.Payment, "py_1");
    public static readonly ExternalRef NoteRef = Ref(RecordKinds.CreditNote, "cn_1");
    public static readonly ExternalRef RefundRef = Ref(RecordKinds.Refund, "re_1");
    public static readonly ExternalRef DisputeRef = Ref(RecordKinds.Dispute, "dp_1");
    public static readonly ExternalRef PayoutRef = Ref(RecordKinds.Payout, "po_1");
    private static readonly ProductLine s_seat = new() { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = 1m, UnitPrice = 100m };

    public static ExternalRef Ref(string kind, string id) => new("billing", kind, id);

    public static Money Eur(decimal amount) => new(amount, Euro);

    public static DateTimeOffset On(int day) => new(2026, 9, day, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Customer, deal, subscription and the invoice, of which nothing is booked yet.</summary>
    public static FlowBench Bench(Invoice? invoice = null, Action<Odoo.Connectors.Flows.LeadToCashOptions>? configure = null, Action<Sync.OwnershipTable>? own = null) => new FlowBench(configure, own).Holds(
        (Crm, new Customer { Ref = Crm, Name = "Kanaal" }),
        (Billed, new Customer { Ref = Billed, Name = "Kanaal", SameAs = Crm }),
        (Deal, new Deal { Ref = Deal, Customer = new Customer { Ref = Crm, Name = "Kanaal" }, Name = "Deal", IsWon = true, Currency = Euro, Lines = [s_seat] }),
        (Subscription, new Contract
        {
            Ref = Subscription, Customer = Billed, Deal = Deal, Status = ContractStatus.Active, Currency = Euro, StartsOn = new DateOnly(2026, 9, 1), Terms = [s_seat],
        }),
        (InvoiceRef, invoice ?? Invoice()),
        (OtherRef, Invoice(OtherRef)));

    /// <summary>The same, paid by one payment of 121.00.</summary>
    public static FlowBench Paid(Action<Sync.OwnershipTable>? own = null) => Bench(Invoice() with { IsPaid = true }, own: own).Holds(
        (InvoiceRef with { Kind = RecordKinds.InvoicePayments }, new InvoicePayments([Payment()])), (PaymentRef, Payment()));

    public static Invoice Invoice(ExternalRef? reference = null) => new()
    {
        Ref = reference ?? InvoiceRef, Number = $"N-{(reference ?? InvoiceRef).Id}", Customer = Billed, Contract = Subscription, Deal = Deal, IssuedAt = On(1), Currency = Euro,
        Net = Eur(100m), Taxes = [Vat], Gross = Eur(121m), Lines = [Line],
    };

    public static Payment Payment() => new() { Ref = PaymentRef, Customer = Billed, Invoice = InvoiceRef, Amount = Eur(121m), PaidAt = On(2) };

    public static CreditNote Note() => new()
    {
        Ref = NoteRef, Number = "CN-1", Invoice = InvoiceRef, IssuedAt = On(3), Currency = Euro, Net = Eur(100m), Taxes = [Vat], Gross = Eur(121m), Lines = [Line],
    };

    public static Refund Refund(CreditNote? note = null) => new()
    {
        Ref = RefundRef, Customer = Billed, Payment = PaymentRef, Invoice = InvoiceRef, CreditNote = note, Amount = Eur(121m), RefundedAt = On(4),
    };

    public static Dispute Dispute(DisputeStatus status = DisputeStatus.Open) => new()
    {
        Ref = DisputeRef, Customer = Billed, Payment = PaymentRef, Invoice = InvoiceRef, Amount = Eur(121m), Fee = Eur(15m), OpenedAt = On(5), Status = status,
        ClosedAt = status is DisputeStatus.Won or DisputeStatus.Lost ? On(9) : null,
    };

    public static PaymentReversal Reversal(ExternalRef of, ExternalRef? invoice = null) => new()
    {
        Ref = Ref(RecordKinds.PaymentReversal, "rv_1"), Customer = Billed, Of = of, Amount = Eur(121m), ReversedAt = On(6), Invoice = invoice,
    };

    /// <summary>A payment of 121.00 with a fee of 3.00, less a refund of 50.00 and a charge of 2.00: 121 - 3 - 50 - 2 = 66.</summary>
    public static Payout Payout() => new()
    {
        Ref = PayoutRef, Amount = Eur(66m), ArrivesAt = On(12),
        Lines =
        [
            Moved(PayoutLineKind.Payment, PaymentRef, 121m, 3m),
            Moved(PayoutLineKind.Refund, RefundRef, -50m, 0m),
            Moved(PayoutLineKind.Fee, null, -2m, 0m),
        ],
    };

    public static PayoutLine Moved(PayoutLineKind kind, ExternalRef? source, decimal amount, decimal fee) => new() { Kind = kind, Source = source, Amount = Eur(amount), Fee = Eur(fee) };

    private static TaxLine Vat => new() { RateId = "vat21", Base = Eur(100m), Amount = Eur(21m) };

    private static InvoiceLine Line => new() { Id = "il", Description = "Seat", Quantity = 1m, UnitPrice = 100m, Net = Eur(100m), Taxes = [Vat] };
}
