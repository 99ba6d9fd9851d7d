using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeUsageTests : IAsyncDisposable
{
    private const string Calls = "api-calls-EUR-Monthly";
    private readonly Site _site = new();

    [Fact]
    public async Task Renewal_WithMeteredItem_StaysPendingUntilItIsClosed()
    {
        await SubscribeAsync();
        await UseAsync("u1", 1_200, 10);
        await UseAsync("u2", 300, 11);

        _site.GoTo(2026, 10, 1);

        JsonObject pending = _site.Emulator.All("invoice")[^1];
        // 1,500 calls less 1,000 that are free at 0.02, and 5 x 40.00 for October.
        Assert.Equal("pending", pending.Text("status"));
        Assert.StartsWith("draft_inv_", pending.Text("id"), StringComparison.Ordinal);
        Assert.Equal([1_000, 20_000], pending.Numbers("line_items", "amount"));
        Assert.Equal((Site.At(2026, 9, 1), Site.At(2026, 10, 1)), (pending["line_items"]![0].Number("date_from"), pending["line_items"]![0].Number("date_to")));
        Assert.Equal(pending.Text("id"), _site.Emulator.Find("usage", "u1").Text("invoice_id"));
        Assert.DoesNotContain("INV-2", _site.Emulator.All("invoice").Select(invoice => invoice.Text("id")));
        Assert.Equal(["invoice_generated", "pending_invoice_created"], _site.EventTypes("invoice_generated", "pending_invoice_created"));

        JsonObject closed = await _site.PostAsync($"invoices/{pending.Text("id")}/close");

        Assert.Equal(("INV-2", "paid"), (closed["invoice"].Text("id"), closed["invoice"].Text("status")));
        Assert.Equal(21_000 + 3_990, closed["invoice"].Number("total"));
        Assert.Equal("INV-2", _site.Emulator.Find("usage", "u1").Text("invoice_id"));
        await _site.GetAsync($"invoices/{pending.Text("id")}", 404);
    }

    [Fact]
    public async Task SyncUsages_LateUsage_IsBilledByThePendingInvoice()
    {
        await SubscribeAsync();
        await UseAsync("u1", 1_100, 10);
        _site.GoTo(2026, 10, 1, 1);
        await UseAsync("u2", 400, 30);
        string pending = _site.Emulator.All("invoice")[^1].Text("id")!;
        Assert.Equal([200, 20_000], _site.Invoice(pending).Numbers("line_items", "amount"));

        JsonObject synced = await _site.PostAsync($"invoices/{pending}/sync_usages");

        Assert.Equal([1_000, 20_000], synced["invoice"].Numbers("line_items", "amount"));
        Assert.Equal(pending, _site.Emulator.Find("usage", "u2").Text("invoice_id"));
        Assert.Contains("pending_invoice_updated", _site.EventTypes());
    }

    [Fact]
    public async Task Renewal_NothingUsed_LeavesTheItemOut()
    {
        await SubscribeAsync();

        _site.GoTo(2026, 10, 1);

        Assert.Equal(["plan_item_price"], _site.Emulator.All("invoice")[^1].Texts("line_items", "entity_type"));
    }

    [Fact]
    public async Task Pending_ClosesByItself_AfterTheTimeOfTheSite()
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { ClosesPendingAfter = TimeSpan.FromDays(2) });
        await site.SubscribeAsync(("subscription_items[item_price_id][1]", Calls));

        site.GoTo(2026, 10, 2);
        Assert.Equal("pending", site.Emulator.All("invoice")[^1].Text("status"));
        site.GoTo(2026, 10, 3);

        Assert.Equal("paid", site.Invoice("INV-2").Text("status"));
    }

    [Theory]
    [InlineData("last_usage", 1_300)]
    [InlineData("max_usage", 2_000)]
    public async Task Renewal_OtherCalculation_CountsThatUsage(string calculation, long counted)
    {
        _site.Emulator.Post("items", ("id", "peak"), ("name", "Peak"), ("type", "addon"), ("metered", "true"), ("usage_calculation", calculation));
        _site.Emulator.Post("item_prices", ("id", "peak-EUR"), ("name", "Peak"), ("item_id", "peak"), ("pricing_model", "per_unit"), ("price", "3"), ("period", "1"), ("period_unit", "month"));
        await _site.SubscribeAsync(("subscription_items[item_price_id][1]", "peak-EUR"));
        await UseAsync("a", 2_000, 3, "peak-EUR");
        await UseAsync("b", 1_300, 20, "peak-EUR");

        _site.GoTo(2026, 10, 1);

        Assert.Equal(3 * counted, _site.Emulator.All("invoice")[^1].Numbers("line_items", "amount")[0]);
    }

    [Fact]
    public async Task Create_SameDateAgain_IsRefusedUntilTheFirstIsDeleted()
    {
        await SubscribeAsync();
        await UseAsync("u1", 10, 10);

        await _site.RefusedAsync(400, "duplicate_entry", "subscriptions/NP_SUB_1/usages", Usage("u2", 11, 10));
        await _site.RefusedAsync(400, "duplicate_entry", "subscriptions/NP_SUB_1/usages", Usage("u1", 11, 12));
        await _site.PostAsync("subscriptions/NP_SUB_1/delete_usage", ("id", "u1"));
        JsonObject again = await _site.PostAsync("subscriptions/NP_SUB_1/usages", Usage("u2", 11, 10));

        Assert.Equal("11", again["usage"].Text("quantity"));
        Assert.Equal(["u2"], (await _site.GetAsync("usages?subscription_id[is]=NP_SUB_1")).Rows("list").Select(row => row!["usage"].Text("id")));
    }

    [Fact]
    public async Task Create_MoreThanASubscriptionMayHave_IsRefused()
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { MostUsages = 2 });
        await site.SubscribeAsync(("subscription_items[item_price_id][1]", Calls));
        await site.PostAsync("subscriptions/NP_SUB_1/usages", Usage("u1", 1, 1));
        await site.PostAsync("subscriptions/NP_SUB_1/usages", Usage("u2", 1, 2));

        await site.RefusedAsync(400, "resource_limit_exhausted", "subscriptions/NP_SUB_1/usages", Usage("u3", 1, 3));

        Assert.Equal(5_000, new ChargebeeEmulatorOptions().MostUsages);
    }

    [Theory]
    [InlineData("seat-EUR-Monthly", "1")]
    [InlineData(Calls, "1.5")]
    public async Task Create_ItemNotMeteredOrNotWhole_IsRefused(string price, string quantity)
    {
        await SubscribeAsync();

        await _site.RefusedAsync(400, "param_wrong_value", "subscriptions/NP_SUB_1/usages", ("item_price_id", price), ("quantity", quantity), ("usage_date", "1788220900"));
    }

    [Fact]
    public async Task Delete_Billed_IsRefused()
    {
        await SubscribeAsync();
        await UseAsync("u1", 1_100, 10);
        _site.GoTo(2026, 10, 1);
        await _site.PostAsync($"invoices/{_site.Emulator.All("invoice")[^1].Text("id")}/close");

        await _site.RefusedAsync(409, "invalid_state_for_request", "subscriptions/NP_SUB_1/delete_usage", ("id", "u1"));
    }

    [Fact]
    public async Task Cancel_AtTermEnd_BillsWhatWasUsed()
    {
        await SubscribeAsync();
        await UseAsync("u1", 1_500, 10);
        await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items", ("end_of_term", "true"));

        _site.GoTo(2026, 10, 1);

        Assert.Equal([1_000], _site.Emulator.All("invoice")[^1].Numbers("line_items", "amount"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task<JsonObject> SubscribeAsync() => _site.SubscribeAsync(("subscription_items[item_price_id][1]", Calls));

    private Task<JsonObject> UseAsync(string id, long quantity, int day, string price = Calls) => _site.PostAsync("subscriptions/NP_SUB_1/usages", Usage(id, quantity, day, price));

    private static (string Name, string Value)[] Usage(string id, long quantity, int day, string price = Calls) =>
        [("id", id), ("item_price_id", price), ("quantity", Site.Text(quantity)), ("usage_date", Site.Text(Site.At(2026, 9, day)))];
}
