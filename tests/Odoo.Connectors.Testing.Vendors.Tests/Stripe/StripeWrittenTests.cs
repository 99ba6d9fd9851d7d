using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

/// <summary>What systems that write to Stripe need: negotiated prices, starts in the past, payments made elsewhere, credits, tax ids, a search that lags.</summary>
public sealed class StripeWrittenTests : IAsyncDisposable
{
    private readonly Account _account = new();

    [Fact]
    public async Task Subscription_WithAPriceOfItsOwn_BillsItExactly()
    {
        await _account.SubscribeAsync(
            ("currency", "eur"),
            ("items[1][price_data][currency]", "eur"), ("items[1][price_data][product]", "prod_SEAT"), ("items[1][price_data][unit_amount_decimal]", "1234.5"),
            ("items[1][price_data][recurring][interval]", "month"), ("items[1][quantity]", "2"),
            ("add_invoice_items[0][price_data][currency]", "eur"), ("add_invoice_items[0][price_data][product]", "prod_SEAT"), ("add_invoice_items[0][price_data][unit_amount_decimal]", "15000"));

        // 5 x 40.00, 2 x 12.345, 150.00 once.
        Assert.Equal([20_000, 2_469, 15_000], _account.Invoice(1)["lines"].Numbers("data", "amount"));
        _account.GoTo(2026, 10, 1);
        Assert.Equal([20_000, 2_469], _account.Invoice(2)["lines"].Numbers("data", "amount"));
        await _account.RefusedAsync(400, null, "subscriptions", ("customer", _account.Customer), ("currency", "usd"), ("items[0][price]", _account.Seat));
        await _account.RefusedAsync(400, null, "subscriptions", ("customer", _account.Customer), ("items[0][price]", _account.Seat), ("add_invoice_items[0][price]", _account.Seat));
    }

    [Fact]
    public async Task Subscription_DatedBack_BillsTheWholePeriodsUpToItsAnchor()
    {
        await _account.SubscribeAsync(("backdate_start_date", $"{Account.At(2026, 7, 15)}"), ("billing_cycle_anchor", $"{Account.At(2026, 9, 15)}"));

        Assert.Equal((40_000, Account.At(2026, 7, 15)), (_account.Invoice(1).Number("total"), _account.Subscription.Number("start_date")));
        _account.GoTo(2026, 9, 15);
        Assert.Equal(20_000, _account.Invoice(2).Number("total"));
        await _account.RefusedAsync(
            501, "not_emulated", "subscriptions", ("customer", _account.Customer), ("items[0][price]", _account.Seat),
            ("backdate_start_date", $"{Account.At(2026, 9, 1)}"), ("billing_cycle_anchor", $"{Account.At(2026, 9, 20)}"));
    }

    [Fact]
    public async Task PauseCollection_WithAnEnd_EndsThen()
    {
        string id = Account.Id(await _account.SubscribeAsync());
        await _account.PostAsync($"subscriptions/{id}", ("pause_collection[behavior]", "void"), ("pause_collection[resumes_at]", $"{Account.At(2026, 10, 15)}"));

        _account.GoTo(2026, 10, 2);
        Assert.Equal("void", _account.Invoice(2).Text("status"));
        _account.GoTo(2026, 11, 2);
        Assert.Equal("paid", _account.Invoice(3).Text("status"));
        Assert.Null(_account.Subscription["pause_collection"]);
    }

    [Fact]
    public async Task PaymentRecord_Attached_PaysItsPart()
    {
        await _account.SubscribeAsync(("collection_method", "send_invoice"), ("days_until_due", "30"));
        string invoice = Account.Id(_account.Invoice(1)), part = await ReportAsync(15_000), rest = await ReportAsync(5_000), more = await ReportAsync(1);

        JsonObject open = await _account.PostAsync($"invoices/{invoice}/attach_payment", ("payment_record", part));
        Assert.Equal(("open", 15_000, 5_000), (open.Text("status"), open.Number("amount_paid"), open.Number("amount_remaining")));
        await _account.RefusedAsync(400, null, $"invoices/{invoice}/attach_payment", ("payment_record", part));
        JsonObject paid = await _account.PostAsync($"invoices/{invoice}/attach_payment", ("payment_record", rest));

        Assert.Equal(("paid", 20_000, 0), (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_remaining")));
        await _account.RefusedAsync(400, "invoice_not_editable", $"invoices/{invoice}/attach_payment", ("payment_record", more));
        JsonObject payments = await _account.GetAsync($"invoice_payments?invoice={invoice}&status=paid");
        Assert.Equal([rest, part], payments["data"]!.AsArray().Select(p => p!["payment"].Text("payment_record")));
        Assert.Equal(2, _account.EventTypes("invoice_payment.paid").Count());
        Assert.Equal([more, rest, part], (await _account.GetAsync($"payment_records?created_after={Account.At(2026, 8, 31)}"))["data"]!.AsArray().Select(r => Account.Id(r!)));
    }

    [Fact]
    public async Task BalanceTransaction_Negative_LowersTheNextInvoice()
    {
        JsonObject moved = await _account.PostAsync($"customers/{_account.Customer}/balance_transactions", ("amount", "-1234"), ("currency", "eur"), ("description", "Goodwill"));
        await _account.SubscribeAsync();

        Assert.Equal((-1_234, -1_234), (moved.Number("amount"), moved.Number("ending_balance")));
        Assert.Equal((20_000 - 1_234, 20_000), (_account.Invoice(1).Number("amount_due"), _account.Invoice(1).Number("total")));
        Assert.Equal(Account.Id(moved), Account.Id((await _account.GetAsync($"customers/{_account.Customer}/balance_transactions"))["data"]![0]!));
        await _account.RefusedAsync(400, null, $"customers/{_account.Customer}/balance_transactions", ("amount", "-1"), ("currency", "usd"));
    }

    [Fact]
    public async Task TaxIds_AreShownWhereTheyAreAskedFor()
    {
        string id = Account.Id(await _account.PostAsync("customers", ("email", "a@b.example"), ("tax_id_data[0][type]", "eu_vat"), ("tax_id_data[0][value]", "DE123456789")));
        await _account.PostAsync($"customers/{id}/tax_ids", ("type", "gb_vat"), ("value", "GB123456789"));

        Assert.Null((await _account.GetAsync($"customers/{id}"))["tax_ids"]);
        string[] expected = ["GB123456789", "DE123456789"];
        Assert.Equal(expected, Values((await _account.GetAsync($"customers/{id}?expand[0]=tax_ids"))["tax_ids"]));
        Assert.Equal(expected, Values((await _account.GetAsync("customers?email=a@b.example&expand[0]=data.tax_ids"))["data"]![0]!["tax_ids"]));
        Assert.Equal(expected, Values(await _account.GetAsync($"customers/{id}/tax_ids")));
    }

    [Fact]
    public async Task Search_ShowsACustomerAMinuteLate()
    {
        string query = $"customers/search?query={Uri.EscapeDataString("metadata['crm_account_id']:'O\\'Neil'")}";
        string id = Account.Id(await _account.PostAsync("customers", ("metadata[crm_account_id]", "O'Neil")));

        Assert.Empty((await _account.GetAsync(query))["data"]!.AsArray());
        _account.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(id, Account.Id(Assert.Single((await _account.GetAsync(query))["data"]!.AsArray())!));
        await _account.GetAsync("customers/search?query=name:'x'", 501);
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    private async Task<string> ReportAsync(long amount) => Account.Id(await _account.PostAsync(
        "payment_records/report_payment", ("amount_requested[currency]", "eur"), ("amount_requested[value]", $"{amount}"), ("initiated_at", $"{Account.At(2026, 8, 30)}"), ("outcome", "guaranteed"),
        ("payment_method_details[type]", "custom"), ("payment_method_details[custom][display_name]", "Bank")));

    private static IEnumerable<string?> Values(JsonNode? list) => list!["data"]!.AsArray().Select(t => t.Text("value"));
}
