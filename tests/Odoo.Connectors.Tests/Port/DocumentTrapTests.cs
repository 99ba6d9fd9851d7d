using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// What Odoo does with documents that nobody expects. Quantities cut to two decimals and global rounding: <see cref="TotalsTests"/>;
/// numbers that go on: <see cref="NumberingTests"/>; a reset to draft that keeps payments: <see cref="VoidTests"/>; partners archived and
/// merged: <see cref="CreditNoteTests"/>; accounting dates moved by a lock date: <see cref="LedgerTruthTests"/>.
/// </summary>
public sealed class DocumentTrapTests
{
    private static readonly (string Rate, decimal Tax)[] Taxes = [("vat21", 21m)];

    /// <summary>Without a term and a due date Odoo makes an invoice due today, whatever its date is.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task DueDate_WithoutATerm_IsTheSources(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice later = Hundred(bench, customer, "in_1");
        Invoice atOnce = Hundred(bench, customer, "in_2") with { DueAt = null };
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(later, customer), Given.ToSend(atOnce, customer));

        await bench.AssertNoCasesAsync();
        Assert.Equal("2026-03-31", (string)(await bench.FindAsync(EffectKinds.Invoice, later.Ref, "invoice_date_due"))!["invoice_date_due"]!);
        Assert.Equal("2026-03-01", (string)(await bench.FindAsync(EffectKinds.Invoice, atOnce.Ref, "invoice_date_due"))!["invoice_date_due"]!);
    }

    /// <summary>Loading a draft twice doubles the lines that have no external ids; loading a posted one is refused.</summary>
    [Theory]
    [InlineData("load", EmulatorFault.DropReply)]
    [InlineData("load", EmulatorFault.DropRequest)]
    [InlineData("action_post", EmulatorFault.DropReply)]
    [InlineData("action_post", EmulatorFault.DropRequest)]
    public async Task Load_WhoseReplyIsLost_IsNotRepeatedOverTheDraft(string method, EmulatorFault fault)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Steps);
        Customer customer = Given.Customer(bench);
        await bench.PostAsync(Given.ToSend(customer));
        bool once = true;
        bench.Emulator.OnCall = call => call.Model == "account.move" && call.Method == method && once && !(once = false) ? fault : EmulatorFault.None;
        Invoice invoice = Bill.Invoice(bench, customer, "in_1", "EUR", 200m, 242m, [("vat21", 42m)], Bill.Line("EUR", 1m, 100m, 100m, Taxes), Bill.Line("EUR", 1m, 100m, 100m, Taxes));
        await bench.PostAsync(Given.ToSend(invoice, customer));

        await bench.AssertNoCasesAsync();
        Assert.False(once);
        Assert.Equal(2, (await Bill.LinesAsync(bench, invoice.Ref)).Count);
        Assert.Equal(("posted", 200m, 42m, 242m), await Bill.PostedAsync(bench, EffectKinds.Invoice, invoice.Ref));
        Assert.Equal(method == "load" && fault == EmulatorFault.DropRequest ? 2 : 1, bench.Emulator.Calls.Count(c => c is { Model: "account.move", Method: "load" }));
    }

    /// <summary>A deleted invoice takes its external id with it: nothing is credited to what is not there, and nothing is made up for it.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task CreditNote_OfADeletedInvoice_IsACaseAndNothingIsLeft(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Hundred(bench, customer, "in_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer));
        JsonArray id = new((long)(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!["id"]!);
        await ByHand.CallAsync(bench, "account.move", "button_draft", id);
        await ByHand.CallAsync(bench, "account.move", "unlink", id);
        CreditNote note = Bill.CreditNote(bench, invoice.Ref, "cn_1", 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes));
        await bench.PostAsync(Given.ToSend(note, customer));

        Assert.Single(await bench.CasesAsync());
        Assert.Null(await bench.FindAsync(EffectKinds.CreditNote, note.Ref, "name"));
        Assert.Null(await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"));
    }

    /// <summary>Odoo posts an invoice that is a draft again as the invoice it was: its number and its payment are kept.</summary>
    [Theory]
    [MemberData(nameof(PortBench.Ways), MemberType = typeof(PortBench))]
    public async Task Invoice_ThatWasPaidAndPutBack_IsNotPaidTwice(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way);
        Customer customer = Given.Customer(bench);
        Invoice invoice = Hundred(bench, customer, "in_1");
        Payment payment = Given.Payment(bench, invoice, "py_1");
        await bench.PostAsync(Given.ToSend(customer), Given.ToSend(invoice, customer), Given.ToSend(payment, customer));
        JsonObject before = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name"))!;
        await ByHand.CallAsync(bench, "account.move", "button_draft", new JsonArray((long)before["id"]!));
        await ByHand.CallAsync(bench, "account.move", "action_post", new JsonArray((long)before["id"]!));
        await bench.PostAsync(Given.ToSend(payment, customer));

        await bench.AssertNoCasesAsync();
        JsonObject after = (await bench.FindAsync(EffectKinds.Invoice, invoice.Ref, "name", "payment_state", "amount_residual"))!;
        Assert.Equal(((string)before["name"]!, "paid", 0m), ((string)after["name"]!, (string)after["payment_state"]!, (decimal)after["amount_residual"]!));
    }

    private static Invoice Hundred(PortBench bench, Customer customer, string id) =>
        Bill.Invoice(bench, customer, id, "EUR", 100m, 121m, Taxes, Bill.Line("EUR", 1m, 100m, 100m, Taxes));
}
