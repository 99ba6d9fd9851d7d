using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeePaymentTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Dunning_FailsTwiceThenPays_IsASuccess()
    {
        await RenewAsync(payment => payment.Attempt <= 2 ? ChargebeeGatewayAnswer.Declined() : ChargebeeGatewayAnswer.Success);
        Assert.Equal("payment_due", _site.Invoice("INV-2").Text("status"));
        Assert.Equal(Site.At(2026, 10, 2), _site.Invoice("INV-2").Number("next_retry_at"));
        Assert.Equal(1, _site.Subscription.Number("due_invoices_count"));
        Assert.Equal(23_800, _site.Subscription.Number("total_dues"));

        _site.GoTo(2026, 10, 2);
        Assert.Equal(Site.At(2026, 10, 5), _site.Invoice("INV-2").Number("next_retry_at"));
        _site.GoTo(2026, 10, 5);

        JsonObject invoice = _site.Invoice("INV-2");
        Assert.Equal(("paid", "success"), (invoice.Text("status"), invoice.Text("dunning_status")));
        Assert.Null(invoice["next_retry_at"]);
        Assert.Equal(Site.At(2026, 10, 5), invoice.Number("paid_at"));
        Assert.Equal(["failure", "failure", "success"], invoice.Texts("linked_payments", "txn_status"));
        Assert.Equal([1, 2], invoice.Numbers("dunning_attempts", "attempt"));
        Assert.Equal(["payment_succeeded", "payment_failed", "payment_failed", "payment_succeeded"], _site.EventTypes("payment_failed", "payment_succeeded"));
        Assert.Equal(0, _site.Subscription.Number("due_invoices_count"));
        Assert.Null(_site.Subscription["total_dues"]);
    }

    [Theory]
    [InlineData(false, "active", null)]
    [InlineData(true, "cancelled", "not_paid")]
    public async Task Dunning_NeverPays_IsExhausted(bool cancels, string status, string? reason)
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { CancelsUnpaid = cancels });
        await site.SubscribeAsync();
        site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined("expired_card", "Expired.");

        site.GoTo(2026, 10, 13);

        JsonObject invoice = site.Invoice("INV-2");
        // On the 1st, and one, three and seven days after each attempt before: the 2nd, 5th and 12th.
        Assert.Equal(["not_paid", "exhausted"], [invoice.Text("status"), invoice.Text("dunning_status")]);
        Assert.Equal([Site.At(2026, 10, 1), Site.At(2026, 10, 2), Site.At(2026, 10, 5), Site.At(2026, 10, 12)], invoice.Numbers("dunning_attempts", "created_at"));
        Assert.Equal(20_000, invoice.Number("amount_due"));
        Assert.Equal(status, site.Subscription.Text("status"));
        Assert.Equal(reason, site.Subscription.Text("cancel_reason"));
        Assert.Equal("expired_card", site.Emulator.All("transaction")[^1].Text("error_code"));
    }

    [Fact]
    public async Task RecordPayment_InPartThenAll_StopsDunning()
    {
        await RenewAsync(_ => ChargebeeGatewayAnswer.Declined());

        JsonObject part = await _site.PostAsync("invoices/INV-2/record_payment", ("transaction[amount]", "3800"), ("transaction[payment_method]", "bank_transfer"), ("transaction[reference_number]", "ODOO-17"), ("transaction[date]", Site.Text(Site.At(2026, 9, 30))));
        JsonObject rest = await _site.PostAsync("invoices/INV-2/record_payment", ("transaction[payment_method]", "cash"));
        _site.GoTo(2026, 10, 20);

        Assert.Equal(("payment_due", 20_000, "in_progress"), (part["invoice"].Text("status"), part["invoice"].Number("amount_due"), part["invoice"].Text("dunning_status")));
        Assert.Equal(("not_applicable", "ODOO-17", Site.At(2026, 9, 30)), (part["transaction"].Text("gateway"), part["transaction"].Text("reference_number"), part["transaction"].Number("date")));
        Assert.Equal(("paid", "stopped"), (rest["invoice"].Text("status"), rest["invoice"].Text("dunning_status")));
        Assert.Equal(20_000, rest["transaction"].Number("amount"));
        Assert.Single(_site.Invoice("INV-2").Rows("dunning_attempts"));
        Assert.Equal("paid", rest["transaction"]!["linked_invoices"]![0].Text("invoice_status"));
    }

    [Fact]
    public async Task RecordPayment_TooMuch_PaysTheNextInvoiceToo()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));

        JsonObject paid = await _site.PostAsync("invoices/INV-1/record_payment", ("transaction[amount]", "30000"), ("transaction[payment_method]", "check"));
        _site.GoTo(2026, 10, 1);

        Assert.Equal(6_200, paid["transaction"].Number("amount_unused"));
        Assert.Equal((6_200, 23_800 - 6_200), (_site.Invoice("INV-2").Number("amount_paid"), _site.Invoice("INV-2").Number("amount_due")));
        Assert.Equal(["INV-1", "INV-2"], _site.Emulator.All("transaction")[0].Texts("linked_invoices", "invoice_id"));
    }

    [Fact]
    public async Task RecordPayment_FailureSaid_PaysNothing()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));

        JsonObject failed = await _site.PostAsync("invoices/INV-1/record_payment", ("transaction[payment_method]", "check"), ("transaction[status]", "failure"));

        Assert.Equal(("payment_due", 0), (failed["invoice"].Text("status"), failed["invoice"].Number("amount_paid")));
        Assert.Contains("payment_failed", _site.EventTypes());
    }

    [Fact]
    public async Task RecordExcessPayment_Customer_IsUnused()
    {
        JsonObject recorded = await _site.PostAsync("customers/NP_CUST_1/record_excess_payment", ("transaction[amount]", "500"), ("transaction[payment_method]", "check"));

        Assert.Equal(500, recorded["customer"].Number("excess_payments"));
        Assert.Equal(500, recorded["customer"]!["balances"]![0].Number("excess_payments"));
        Assert.Equal((500, 0), (recorded["transaction"].Number("amount_unused"), recorded["transaction"].Rows("linked_invoices").Count));
    }

    [Fact]
    public async Task Collect_Due_AsksTheGateway()
    {
        await RenewAsync(_ => ChargebeeGatewayAnswer.Declined());

        JsonObject refusal = await _site.RefusedAsync(400, "payment_processing_failed", "invoices/INV-2/collect_payment");
        _site.Emulator.OnPayment = null;
        JsonObject paid = await _site.PostAsync("invoices/INV-2/collect_payment");

        Assert.Equal("payment", refusal.Text("type"));
        Assert.Equal(("paid", "success"), (paid["invoice"].Text("status"), paid["invoice"].Text("dunning_status")));
        Assert.Equal("success", paid["transaction"].Text("status"));
    }

    [Fact]
    public async Task BouncedDebit_LaterFailure_OpensTheInvoiceAgain()
    {
        _site.Emulator.OnPayment = payment => payment.Attempt == 1 ? ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(4)) : ChargebeeGatewayAnswer.Success;
        await _site.SubscribeAsync();
        Assert.Equal("paid", _site.Invoice().Text("status"));

        _site.GoTo(2026, 9, 5);

        JsonObject payment = _site.Emulator.All("transaction")[0];
        JsonObject reversal = _site.Emulator.All("transaction")[1];
        Assert.Equal(("late_failure", "insufficient_funds"), (payment.Text("status"), payment.Text("error_code")));
        Assert.Equal(("payment_reversal", payment.Text("id")), (reversal.Text("type"), reversal.Text("reference_transaction_id")));
        Assert.Equal(reversal.Text("id"), payment.Text("reversal_transaction_id"));
        Assert.Equal(("payment_due", 23_800, "in_progress"), (_site.Invoice().Text("status"), _site.Invoice().Number("amount_due"), _site.Invoice().Text("dunning_status")));
        Assert.Null(_site.Invoice()["paid_at"]);
        _site.GoTo(2026, 9, 6);
        Assert.Equal(["late_failure", "success"], _site.Invoice().Texts("linked_payments", "txn_status"));
        Assert.Equal("paid", _site.Invoice().Text("status"));
    }

    [Fact]
    public async Task DirectDebit_UnderWay_IsKnownLater()
    {
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.InProgress(TimeSpan.FromDays(3), ChargebeeGatewayAnswer.Success);
        await _site.SubscribeAsync();
        Assert.Equal(("payment_due", 23_800, 0), (_site.Invoice().Text("status"), _site.Invoice().Number("amount_due"), _site.Invoice().Number("amount_to_collect")));

        _site.GoTo(2026, 9, 4);

        Assert.Equal("paid", _site.Invoice().Text("status"));
        Assert.Equal(["payment_initiated", "payment_succeeded"], _site.EventTypes("payment_initiated", "payment_succeeded", "payment_failed"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>A subscription that was paid in September and is renewed on 1 October.</summary>
    private async Task RenewAsync(Func<ChargebeePayment, ChargebeeGatewayAnswer> gateway)
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = gateway;
        _site.GoTo(2026, 10, 1);
    }
}
