using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeCreditTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Refund_InPart_MakesACreditNoteThatAddsUp()
    {
        await _site.SubscribeAsync(("subscription_items[item_price_id][1]", "onboarding-EUR"));

        JsonObject refunded = await _site.PostAsync("invoices/INV-1/refund", ("refund_amount", "1001"), ("credit_note[reason_code]", "waiver"));

        // 10.01 over gross 238.00 and 59.50: 8.01 and 2.00; of them 19/119 is tax: 1.28 and 0.32.
        JsonNode note = refunded["credit_note"]!;
        Assert.Equal([801 - 128, 200 - 32], note.Numbers("line_items", "amount"));
        Assert.Equal([128, 32], note.Numbers("line_item_taxes", "tax_amount"));
        Assert.Equal((1_001, "refunded", "waiver"), (note.Number("total"), note.Text("status"), note.Text("reason_code")));
        Assert.Equal(("refund", 1_001, "success"), (refunded["transaction"].Text("type"), refunded["transaction"].Number("amount"), refunded["transaction"].Text("status")));
        string payment = _site.Emulator.All("transaction")[0].Text("id")!;
        Assert.Equal(payment, refunded["transaction"].Text("refunded_txn_id"));
        Assert.Equal([refunded["transaction"].Text("id")], _site.Emulator.Find("transaction", payment).Texts("linked_refunds", "txn_id"));
        Assert.Equal("paid", refunded["invoice"].Text("status"));
    }

    [Fact]
    public async Task Refund_MoreThanIsLeft_IsRefused()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync("invoices/INV-1/refund", ("refund_amount", "20000"));

        await _site.RefusedAsync(400, "param_wrong_value", "invoices/INV-1/refund", ("refund_amount", "3801"));
        JsonObject rest = await _site.PostAsync("invoices/INV-1/refund");

        Assert.Equal(3_800, rest["transaction"].Number("amount"));
    }

    [Fact]
    public async Task Refund_GatewayDeclines_LeavesNoCreditNote()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = payment => payment.IsRefund ? ChargebeeGatewayAnswer.Declined() : ChargebeeGatewayAnswer.Success;

        await _site.RefusedAsync(400, "payment_processing_failed", "invoices/INV-1/refund");

        Assert.Empty(_site.Emulator.All("credit_note"));
    }

    [Fact]
    public async Task Refund_UnderWayAndDeclinedLater_IsAvailableAgain()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.InProgress(TimeSpan.FromDays(2), ChargebeeGatewayAnswer.Declined("closed_account", "Closed."));

        JsonObject begun = await _site.PostAsync("invoices/INV-1/refund", ("refund_amount", "1000"));
        _site.GoTo(2026, 9, 3);

        Assert.Equal("in_progress", begun["transaction"].Text("status"));
        Assert.Contains("refund_initiated", _site.EventTypes());
        Assert.DoesNotContain("payment_refunded", _site.EventTypes());
        JsonObject note = _site.Emulator.Find("credit_note", "CN-1")!;
        Assert.Equal(("refund_due", 1_000, 0), (note.Text("status"), note.Number("amount_available"), note.Number("amount_refunded")));
        Assert.Equal(["failure"], note.Texts("linked_refunds", "txn_status"));
    }

    [Fact]
    public async Task RecordRefund_Offline_IsNotAskedOfTheGateway()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = _ => throw new InvalidOperationException("The gateway is not to be asked.");

        JsonObject refunded = await _site.PostAsync("invoices/INV-1/record_refund", ("transaction[amount]", "500"), ("transaction[payment_method]", "bank_transfer"), ("transaction[date]", Site.Text(Site.At(2026, 9, 1))));

        Assert.Equal(("refund", "not_applicable", 500), (refunded["transaction"].Text("type"), refunded["transaction"].Text("gateway"), refunded["transaction"].Number("amount")));
        Assert.Contains("payment_refunded", _site.EventTypes());
    }

    [Fact]
    public async Task CreditNote_Adjustment_LessensWhatIsDue()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));

        JsonObject made = await _site.PostAsync("credit_notes", ("reference_invoice_id", "INV-1"), ("type", "adjustment"), ("total", "3800"), ("reason_code", "service_unsatisfactory"));
        await _site.RefusedAsync(400, "param_wrong_value", "credit_notes", ("reference_invoice_id", "INV-1"), ("type", "adjustment"), ("total", "20001"));

        Assert.Equal(("adjusted", 3_800, 0), (made["credit_note"].Text("status"), made["credit_note"].Number("amount_allocated"), made["credit_note"].Number("amount_available")));
        Assert.Equal((3_800, 20_000, 0), (made["invoice"].Number("amount_adjusted"), made["invoice"].Number("amount_due"), made["invoice"].Number("write_off_amount")));
        Assert.Equal(["CN-1"], made["invoice"].Texts("adjustment_credit_notes", "cn_id"));
    }

    [Fact]
    public async Task CreditNote_NotRefunded_PaysTheNextInvoice()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync("credit_notes", ("reference_invoice_id", "INV-1"), ("type", "refundable"), ("total", "5000"));
        Assert.Equal(5_000, _site.Emulator.Find("customer", "NP_CUST_1").Number("refundable_credits"));

        _site.GoTo(2026, 10, 1);

        JsonObject invoice = _site.Invoice("INV-2");
        Assert.Equal((5_000, 18_800, 0), (invoice.Number("credits_applied"), invoice.Number("amount_paid"), invoice.Number("amount_due")));
        JsonObject note = _site.Emulator.Find("credit_note", "CN-1")!;
        Assert.Equal(("refunded", 5_000), (note.Text("status"), note.Number("amount_allocated")));
        Assert.Equal(["INV-2"], note.Texts("allocations", "invoice_id"));
        Assert.Equal(["refunded"], _site.Invoice().Texts("issued_credit_notes", "cn_status"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "credit_notes/CN-1/void");
    }

    [Fact]
    public async Task VoidCreditNote_Unused_IsOffItsInvoice()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));
        await _site.PostAsync("credit_notes", ("reference_invoice_id", "INV-1"), ("type", "adjustment"), ("total", "3800"));

        JsonObject gone = await _site.PostAsync("credit_notes/CN-1/void");

        Assert.Equal("voided", gone["credit_note"].Text("status"));
        Assert.Empty(gone["invoice"].Rows("adjustment_credit_notes"));
        Assert.Equal(23_800, gone["invoice"].Number("amount_due"));
    }

    [Fact]
    public async Task VoidInvoice_PaidByCredits_GivesThemBack()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync("credit_notes", ("reference_invoice_id", "INV-1"), ("type", "refundable"));
        _site.GoTo(2026, 10, 1);

        await _site.PostAsync("invoices/INV-2/void");

        Assert.Equal(23_800, _site.Emulator.Find("credit_note", "CN-1").Number("amount_available"));
        Assert.Equal("refund_due", _site.Emulator.Find("credit_note", "CN-1").Text("status"));
        Assert.Empty(_site.Invoice("INV-2").Rows("applied_credits"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "invoices/INV-1/void");
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
