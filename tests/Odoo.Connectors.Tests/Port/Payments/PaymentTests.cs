using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>Payments pay exactly what the source allocated: parts, several invoices, too much, too little, on account.</summary>
public sealed class PaymentTests
{
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_InTwoParts_InvoiceIsPaidWithTheSecond(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment first = Given.Payment(bench, invoice, "py_1", 50m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(first, customer));
        Assert.Equal(("partial", 71m), await till.PaidAsync(invoice.Ref)); // 121 - 50

        Payment second = Given.Payment(bench, invoice, "py_2", 71m);
        await bench.PostAsync(Given.ToSend(second, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal([(till.Clearing, 71m, 0m), ("Customers", 0m, 71m)], (await till.EntryAsync(EffectKinds.Payment, second.Ref)).OrderBy(l => l.Credit));
        Assert.Equal(121m, await till.BalanceAsync(till.Clearing));
        string notes = await Notes.OfAsync(bench);
        Assert.Contains("payment_state partial", notes, StringComparison.Ordinal);
        Assert.Contains("payment_state paid", notes, StringComparison.Ordinal);
    }

    /// <summary>A credit note of 121.00 of an invoice that is paid: 21.00 of it pay the rest of a second one, and what is left a part of a third.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_PaysOtherInvoices_EachWhatItIsAllocated(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(3);
        CreditNote note = Cash.CreditNote(bench, invoices[0], "cn_1");
        await bench.PostAsync(
            Given.ToSend(Given.Payment(bench, invoices[0], "py_1", 121m), customer), Given.ToSend(Given.Payment(bench, invoices[1], "py_2", 100m), customer), Given.ToSend(note, customer));
        Assert.Equal(121m, (await till.PaidAsync(note.Ref, EffectKinds.CreditNote)).Item2);

        foreach ((Invoice invoice, decimal amount) in new[] { (invoices[1], 21m), (invoices[2], 100m) })
        {
            await bench.PostAsync(PortBench.Intent(EffectKinds.PaymentAllocation, note.Ref, new CreditAllocation(note.Ref, invoice.Ref, Cash.Eur(amount)), customer, invoice.Ref.Id));
        }

        await bench.AssertNoCasesAsync();
        Assert.Equal(0m, (await till.PaidAsync(invoices[1].Ref)).Item2);
        Assert.Equal(21m, (await till.PaidAsync(invoices[2].Ref)).Item2); // 121 - 100
        Assert.Equal(0m, (await till.PaidAsync(note.Ref, EffectKinds.CreditNote)).Item2);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_MoreThanIsOpen_RestIsTheCustomersCredit(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(Given.Payment(bench, invoice, "py_1", 150m), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(-29m, await till.OwedAsync(customer)); // 121 - 150
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_MoreThanIsOpen_IsACaseWhereConfigured(string way)
    {
        await using Till till = await Till.OpenAsync(way, o => o.Overpayments = OverpaymentPolicy.Case);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1", 121.01m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));

        Assert.Equal("overpaid", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Null(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"));
        Assert.Equal(("not_paid", 121m), await till.PaidAsync(invoice.Ref));

        await bench.PostAsync(Given.ToSend(Given.Payment(bench, invoice, "py_2", 121m), customer));
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_LessWithinTheLimit_RestIsWrittenOff(string way)
    {
        await using Till till = await Till.OpenAsync(way, o => o.WriteOffLimit = 0.50m);
        (PortBench bench, Customer customer) = till;
        Invoice near = Cash.Invoice(bench, customer, "in_near");
        Invoice far = Cash.Invoice(bench, customer, "in_far");
        await bench.PostAsync(
            Given.ToSend(customer), Given.ToSend(near, customer), Given.ToSend(far, customer),
            Given.ToSend(Given.Payment(bench, near, "py_near", 120.50m), customer), Given.ToSend(Given.Payment(bench, far, "py_far", 120.49m), customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(near.Ref));
        Assert.Equal(("partial", 0.51m), await till.PaidAsync(far.Ref)); // 121 - 120.49 is beyond 0.50
        Assert.Equal(0.50m, await till.BalanceAsync(till.Differences));
        Assert.Contains("wrote off 0.5", await Notes.OfAsync(bench), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_OneWholeAndOneInPart_IsOnePayment(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(2);
        // The part is named first and is the older line: Odoo's own order would pay it whole.
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 181m, (invoices[0], 60m), (invoices[1], 121m));
        await bench.PostAsync(Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([181m], await till.AmountsAsync(payment.Ref));
        Assert.Equal(("partial", 61m), await till.PaidAsync(invoices[0].Ref)); // 121 - 60
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoices[1].Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_TwoInPart_IsAPaymentForEach(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        PortBench bench = till.Bench;
        (Customer customer, Invoice[] invoices) = await till.InvoicedAsync(2);
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 170m, (invoices[0], 100m), (invoices[1], 60m));
        await bench.PostAsync(Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal([10m, 60m, 100m], await till.AmountsAsync(payment.Ref)); // 170 - 100 - 60 is on account
        Assert.Equal(("partial", 21m), await till.PaidAsync(invoices[0].Ref));
        Assert.Equal(("partial", 61m), await till.PaidAsync(invoices[1].Ref));
        Assert.Equal(72m, await till.OwedAsync(customer)); // 2 x 121 - 170
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_AllocatedBeyondThePayment_IsACase(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 100m, (invoice, 100.01m));
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        await bench.PostAsync(Given.ToSend(payment, customer));

        CaseInfo open = Assert.Single(await bench.CasesAsync());
        Assert.Equal(("allocations", "allocations"), (open.Reason.Cause, open.Reason.Field));
        Assert.Null(await bench.FindAsync(EffectKinds.Payment, payment.Ref, "state"));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_BeforeTheInvoice_IsOnAccountAndPaysItLater(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Payment payment = Cash.OnAccount(bench, customer, "py_1", 121m);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(payment, customer));
        Assert.Equal(-121m, await till.OwedAsync(customer));

        Invoice invoice = Cash.Invoice(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(invoice, customer), Cash.Allocated(payment with { Invoice = invoice.Ref }, payment.Ref, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(0m, await till.OwedAsync(customer));
        Assert.Equal([121m], await till.AmountsAsync(payment.Ref));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_InAnotherCurrency_InvoiceIsPaidAtTheDaysRate(string way)
    {
        await using Till till = await Till.OpenAsync(way);
        (PortBench bench, Customer customer) = till;
        Invoice invoice = Bill.Invoice(bench, customer, "in_usd", "USD", 100m, 121m, [("vat21", 21m)], Bill.Line("USD", 1m, 100m, 100m, ("vat21", 21m)));
        Payment payment = Given.Payment(bench, invoice, "py_1") with { Amount = Cash.Eur(96.80m) }; // 121 USD at 1.25
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("paid", 0m), await till.PaidAsync(invoice.Ref));
        Assert.Equal(96.80m, await till.BalanceAsync(till.Clearing));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Pay_ByMethod_GoesThroughItsJournal(string way)
    {
        await using Till till = await Till.OpenAsync(way, o => o.PaymentJournals["transfer"] = "BNK1");
        (PortBench bench, Customer customer) = till;
        Payment card = Cash.OnAccount(bench, customer, "py_card", 10m) with { Method = "card" };
        Payment transfer = Cash.OnAccount(bench, customer, "py_transfer", 20m) with { Method = "transfer" };
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(card, customer), Given.ToSend(transfer, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(10m, await till.BalanceAsync(till.Clearing));
        Assert.Equal("Bank", (string?)(await bench.FindAsync(EffectKinds.Payment, transfer.Ref, "journal_id"))!["journal_id"]![1]);
    }
}
