using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>A voided invoice: what is posted is credited in full, only a draft is cancelled.</summary>
public sealed class VoidTests
{
    private static readonly (string Rate, decimal Tax)[] Taxes = [("vat21", 0.24m)];

    /// <summary>Three lines of 0.40 with 0.08 tax each: 1.44. Odoo alone would credit 1.45, and one cent would stay.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Void_OfAPostedInvoice_CreditsItInFullOnTheDayOfTheVoid(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = OneFortyFour(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Void(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal(("posted", 1.20m, 0.24m, 1.44m), await Bill.PostedAsync(bench, EffectKinds.Void, invoice.Ref));
        JsonObject note = (await bench.FindAsync(EffectKinds.Void, invoice.Ref, "move_type", "invoice_date", "date", "payment_state"))!;
        Assert.Equal(("out_refund", "2026-04-02", "2026-04-02", "paid"), ((string)note["move_type"]!, (string)note["invoice_date"]!, (string)note["date"]!, (string)note["payment_state"]!));
        Assert.Equal(("posted", "reversed"), await StateAsync(bench, invoice));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Void_DatedAsTheInvoice_IsInItsPeriod(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o => o.VoidDate = VoidDating.DayOfInvoice);
        Customer customer = Given.Customer(bench);
        Invoice invoice = OneFortyFour(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Void(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal("2026-03-01", (string)(await bench.FindAsync(EffectKinds.Void, invoice.Ref, "date"))!["date"]!);
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Void_OfADraft_CancelsItAndMakesNothing(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = await DraftAsync(bench, customer);
        await bench.PostAsync(Void(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal("cancel", (await StateAsync(bench, invoice)).State);
        Assert.Null(await bench.FindAsync(EffectKinds.Void, invoice.Ref, "name"));

        // Told once more, by a store that knows nothing of it: there is nothing to do.
        await bench.PostAsync(PortBench.Intent(EffectKinds.Void, bench.Ref(RecordKinds.Invoice, "again"), new VoidedInvoice { Invoice = invoice, VoidedAt = Given.Noon(2026, 4, 2) }, customer));
        await bench.AssertNoCasesAsync();
        Assert.Null(await bench.FindAsync(EffectKinds.Void, bench.Ref(RecordKinds.Invoice, "again"), "name"));
    }

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Void_OfADraftWhoseReplyIsLost_IsFoundDone(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = await DraftAsync(bench, customer);
        bool once = true;
        bench.Emulator.OnCall = call => call.Method is "run" or "button_cancel" && once && !(once = false) ? EmulatorFault.DropReply : EmulatorFault.None;
        await bench.PostAsync(Void(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.False(once);
        Assert.Equal("cancel", (await StateAsync(bench, invoice)).State);
    }

    /// <summary>Put back by a person, an invoice keeps its payment; cancelling it would let go of money that was received.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Void_OfADraftThatKeptItsPayment_IsACaseAndThePaymentStays(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = OneFortyFour(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));
        await BackAsync(bench, invoice);
        Assert.Equal(("draft", "paid"), await StateAsync(bench, invoice));
        await bench.PostAsync(Void(invoice, customer));

        Assert.Equal("draft-in-use", Assert.Single(await bench.CasesAsync()).Reason.Cause);
        Assert.Equal(("draft", "paid"), await StateAsync(bench, invoice));
    }

    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Void_OfAnInvoiceCreditedInFull_CreditsNothingMore(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = OneFortyFour(bench, customer, "in_1");
        CreditNote note = Bill.CreditNote(bench, invoice.Ref, "cn_1", 1.20m, 1.44m, Taxes, [.. invoice.Lines]);
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(note, customer));
        await bench.PostAsync(Void(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.Null(await bench.FindAsync(EffectKinds.Void, invoice.Ref, "name"));
    }

    private static Invoice OneFortyFour(PortBench bench, Customer customer, string id) =>
        Bill.Invoice(bench, customer, id, "EUR", 1.20m, 1.44m, Taxes, [.. Enumerable.Repeat(Bill.Line("EUR", 1m, 0.40m, 0.40m, ("vat21", 0.08m)), 3)]);

    private static Intent Void(Invoice invoice, Customer customer) =>
        PortBench.Intent(EffectKinds.Void, invoice.Ref, new VoidedInvoice { Invoice = invoice, VoidedAt = Given.Noon(2026, 4, 2) }, customer);

    /// <summary>Posted, and put back by a person.</summary>
    private static async Task<Invoice> DraftAsync(PortBench bench, Customer customer)
    {
        Invoice invoice = OneFortyFour(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        await BackAsync(bench, invoice);
        return invoice;
    }

    private static async Task BackAsync(PortBench bench, Invoice invoice) =>
        await ByHand.CallAsync(bench, "account.move", "button_draft", new JsonArray((long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!));

    private static async Task<(string State, string Paid)> StateAsync(PortBench bench, Invoice invoice)
    {
        JsonObject found = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "state", "payment_state"))!;
        return ((string)found["state"]!, (string)found["payment_state"]!);
    }
}
