using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>Money that went back: disputes, payments that bounced, refunds that failed. History stays, and what was paid is open again.</summary>
public sealed class ReversalTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfThePayment_OpensTheInvoiceAndKeepsHistory(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m, fee: 15m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("not_paid", 121m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(
            [("Customers", 121m, 0m), (till.Clearing, 0m, 121m), (till.Fees, 15m, 0m), (till.Clearing, 0m, 15m)], await till.EntryAsync(EffectKinds.Chargeback, dispute.Ref));
        Assert.Equal((-15m, 15m), (await till.BalanceAsync(till.Clearing), await till.BalanceAsync(till.Fees))); // 121 - 121 - 15
        JsonObject kept = (await bench.FindAsync(EffectKinds.Payment, payment.Ref, "amount", "is_reconciled", "move_id"))!;
        Assert.Equal((121m, true), ((decimal)kept["amount"]!, (bool)kept["is_reconciled"]!));
        JsonObject entry = (await bench.FindAsync(EffectKinds.Chargeback, dispute.Ref, "state", "date", "move_type", "reversed_entry_id"))!;
        Assert.Equal(("posted", "2026-03-20", "entry"), ((string?)entry["state"], (string?)entry["date"], (string?)entry["move_type"]));
        Assert.Equal((long)kept["move_id"]![0]!, (long)entry["reversed_entry_id"]![0]!);

        // Paid once more: the dispute was lost, and the customer pays otherwise.
        await bench.PostAsync(Given.ToSend(Given.Payment(bench, invoice, "py_2"), customer));
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(0m, await till.OwedAsync(customer));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_Won_PaysTheInvoiceAgain(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m, fee: 15m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer), Cash.Won(dispute, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal([("Customers", 0m, 121m), (till.Clearing, 121m, 0m)], await till.EntryAsync(EffectKinds.ChargebackReversal, dispute.Ref));
        Assert.Equal((106m, 0m), (await till.BalanceAsync(till.Clearing), await till.OwedAsync(customer))); // 121 - 121 - 15 + 121
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_Won_AfterTheCustomerPaidAgain_IsCredit(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer), Given.ToSend(Given.Payment(bench, invoice, "py_2"), customer), Cash.Won(dispute, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(-121m, await till.OwedAsync(customer)); // 121 - 121 + 121 - 121 - 121
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_OfAPart_OpensThatPart(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        await bench.PostAsync(Cash.ChargedBack(Cash.Dispute(bench, payment, "dp_1", 50m), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("partial", 50m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(50m, await till.OwedAsync(customer));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Chargeback_BeyondThePayment_IsACaseAndNothingIsWritten(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        Dispute dispute = Cash.Dispute(bench, payment, "dp_1", 121.01m);
        await bench.PostAsync(Cash.ChargedBack(dispute, customer));

        Assert.Equal("reversal-differs", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.Chargeback, dispute.Ref, "state"));
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_OfAPaymentThatBounced_OpensTheInvoice(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        await bench.PostAsync(Cash.Reversed(Back(bench, payment.Ref, payment.Customer, 121m), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("not_paid", 121m), await till.PaidAsync(invoice.Ref));
        Assert.Equal((0m, 0m), (await till.BalanceAsync(till.Clearing), await till.OpenAsync(till.Clearing)));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Reversal_OfARefundThatFailed_OpensTheCreditNote(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        CreditNote note = Cash.CreditNote(bench, invoice, "cn_1");
        Refund refund = Cash.Refund(bench, payment, "re_1", 121m, note);
        await bench.PostAsync(Given.ToSend(note, customer), Cash.Refunded(refund, customer));
        Assert.Equal(("paid", 0m), await till.PaidAsync(note.Ref, EffectKinds.CreditNote));

        await bench.PostAsync(Cash.Reversed(Back(bench, refund.Ref, payment.Customer, 121m), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("not_paid", 121m), await till.PaidAsync(note.Ref, EffectKinds.CreditNote));
        Assert.Equal((121m, -121m), (await till.BalanceAsync(till.Clearing), await till.OwedAsync(customer))); // the money is with us, the customer has a credit
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Refund_WithoutACreditNote_StaysOpenUntilItComes(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice invoice, Payment payment) = await PaidAsync(bench);
        Refund refund = Cash.Refund(bench, payment, "re_1", 121m);
        await bench.PostAsync(Cash.Refunded(refund, customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal((121m, 0m), (await till.OwedAsync(customer), await till.BalanceAsync(till.Clearing)));

        CreditNote note = Cash.CreditNote(bench, invoice, "cn_1");
        await bench.PostAsync(Given.ToSend(note, customer), Cash.Allocated(refund with { CreditNote = note }, refund.Ref, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(note.Ref, EffectKinds.CreditNote));
        Assert.Equal(0m, await till.OwedAsync(customer));
    }

    /// <summary>150.00 for an invoice of 121.00 leave 29.00 on account, which go back: nobody owes anything, and nothing is left to match.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Refund_OfMoneyOnAccount_IsMatchedWithWhatIsLeftOfItsPayment(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Customer customer = Given.Customer(bench);
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 150m, (invoice, 121m));
        Refund refund = Cash.Refund(bench, payment, "re_1", 29m);
        Intent refunded = Cash.Refunded(refund, customer), matched = Cash.Allocated(refund, refund.Ref, customer);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer), refunded, matched);

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal((0m, 121m), (await till.OwedAsync(customer), await till.BalanceAsync(till.Clearing)));
        Assert.Empty(await till.OpenLinesAsync(customer));

        // It fails after all: the money is with us, and on account again.
        await bench.PostAsync(Cash.Reversed(Back(bench, refund.Ref, payment.Customer, 29m), customer));
        await bench.AssertNoCasesAsync();
        Assert.Equal((-29m, 150m), (await till.OwedAsync(customer), await till.BalanceAsync(till.Clearing)));
    }

    /// <summary>Somebody used the money in Odoo: what is left is matched, and the rest is for a person.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Refund_OfMoreThanIsOnAccount_IsACase(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Customer customer = Given.Customer(bench);
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 20m);
        Refund refund = Cash.Refund(bench, payment, "re_1", 29m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(payment, customer), Cash.Refunded(refund, customer), Cash.Allocated(refund, refund.Ref, customer));

        Assert.Equal("allocation-differs", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Equal(9m, await till.OwedAsync(customer));
    }

    /// <summary>One refund of two credit notes is one payment, matched with both.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Refund_OfSeveralCreditNotes_PaysEachWhatItSays(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        Customer customer = Given.Customer(bench);
        Invoice one = Cash.Invoice(bench, customer, "in_1"), two = Cash.Invoice(bench, customer, "in_2");
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 242m, (one, 121m), (two, 121m));
        CreditNote first = Cash.CreditNote(bench, one, "cn_1"), second = Cash.CreditNote(bench, two, "cn_2");
        Refund refund = Cash.Refund(bench, payment, "re_1", 242m) with { Invoice = one.Ref, Parts = [new(first, Cash.Eur(121m)), new(second, Cash.Eur(121m))] };
        await bench.PostAsync(
            Given.ToSend(customer), Given.ToSend(one, customer), Given.ToSend(two, customer), Given.ToSend(payment, customer),
            Given.ToSend(first, customer), Given.ToSend(second, customer), Cash.Refunded(refund, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(first.Ref, EffectKinds.CreditNote));
        Assert.Equal(("paid", 0m), await till.PaidAsync(second.Ref, EffectKinds.CreditNote));
        Assert.Equal((0m, 0m), (await till.OwedAsync(customer), await till.BalanceAsync(till.Clearing)));
    }

    private static PaymentReversal Back(PortBench bench, ExternalRef of, ExternalRef customer, decimal amount) => new()
    {
        Ref = bench.Ref(RecordKinds.PaymentReversal, "rv_1"), Customer = customer, Of = of, Amount = Cash.Eur(amount), ReversedAt = Given.Noon(2026, 3, 12),
    };

    private static async Task<(Customer Customer, Invoice Invoice, Payment Payment)> PaidAsync(PortBench bench)
    {
        Customer customer = Given.Customer(bench);
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));
        return (customer, invoice, payment);
    }
}
