using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeMeterTests : IAsyncDisposable
{
    private readonly Account _account = new();

    [Theory]
    [InlineData("sum", 30 * 30)]
    [InlineData("count", 2 * 30)]
    [InlineData("last", 20 * 30)]
    public async Task Renewal_MeteredPrice_BillsWhatWasUsed(string formula, long amount)
    {
        await SubscribeAsync(formula);
        await UseAsync("e1", 10, Account.At(2026, 9, 1));
        _account.GoTo(2026, 9, 20);
        await UseAsync("e2", 20, Account.At(2026, 9, 20));

        _account.GoTo(2026, 10, 1, 1);

        Assert.Equal(0, _account.Invoice(1).Number("total"));
        Assert.Equal([amount], _account.Invoice(2)["lines"].Numbers("data", "amount"));
        Assert.Equal((Account.At(2026, 9, 1), Account.At(2026, 10, 1)), (_account.Invoice(2)["lines"]!["data"]![0]!["period"].Number("start"), _account.Invoice(2)["lines"]!["data"]![0]!["period"].Number("end")));
    }

    [Fact]
    public async Task Renewal_UsageWhileTheInvoiceIsADraft_IsCounted()
    {
        await SubscribeAsync("sum");
        _account.GoTo(2026, 10, 1);
        await UseAsync("late", 7, Account.At(2026, 9, 30));

        _account.GoTo(2026, 10, 1, 1);
        await UseAsync("later", 5, Account.At(2026, 9, 30));

        Assert.Equal((7 * 30, 7), (_account.Invoice(2).Number("total"), _account.Invoice(2)["lines"]!["data"]![0].Number("quantity")));
    }

    [Fact]
    public async Task Event_SameIdentifierInADay_IsRefused()
    {
        string meter = await SubscribeAsync("sum");
        await UseAsync("e1", 10, Account.At(2026, 9, 1));
        _account.Clock.Advance(TimeSpan.FromHours(23));

        JsonNode error = await _account.RefusedAsync(400, "duplicate_meter_event", "billing/meter_events", Event("e1", "10", Account.At(2026, 9, 1)));
        _account.Clock.Advance(TimeSpan.FromHours(1));
        await UseAsync("e1", 10, Account.At(2026, 9, 1));

        Assert.Equal("identifier", error.Text("param"));
        long[] sums1 = (await SummariesAsync(meter)).Numbers("data", "aggregated_value");
        Assert.Equal([20], sums1);
    }

    [Theory]
    [InlineData(-35 * 86_400, true)]
    [InlineData((-35 * 86_400) - 1, false)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task Event_TooOldOrTooNew_IsRefused(long seconds, bool taken)
    {
        await SubscribeAsync("sum");
        (string, string)[] fields = Event("e1", "1", Account.At(2026, 9, 1) + seconds);

        if (taken)
        {
            await _account.PostAsync("billing/meter_events", fields);
        }
        else
        {
            await _account.RefusedAsync(400, seconds < 0 ? "timestamp_too_far_in_past" : "timestamp_in_future", "billing/meter_events", fields);
        }
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Event_NotAWholeNumber_IsRefused(string value)
    {
        await SubscribeAsync("sum");

        Assert.Equal("payload[value]", (await _account.RefusedAsync(400, null, "billing/meter_events", Event("e1", value, Account.At(2026, 9, 1)))).Text("param"));
    }

    [Fact]
    public async Task Event_NoMeterOfTheName_IsTakenAndCountsNowhere()
    {
        string meter = await SubscribeAsync("sum");

        await _account.PostAsync("billing/meter_events", ("event_name", "unknown"), ("payload[stripe_customer_id]", _account.Customer), ("payload[value]", "1"));

        Assert.Empty((await SummariesAsync(meter)).Rows("data"));
    }

    [Fact]
    public async Task Cancel_WithinADay_TakesAnEventBack()
    {
        string meter = await SubscribeAsync("sum");
        await UseAsync("e1", 10, Account.At(2026, 9, 1));
        await UseAsync("e2", 5, Account.At(2026, 9, 1));

        JsonObject taken = await _account.PostAsync("billing/meter_event_adjustments", ("event_name", "calls"), ("type", "cancel"), ("cancel[identifier]", "e1"));
        long[] sums2 = (await SummariesAsync(meter)).Numbers("data", "aggregated_value");
        Assert.Equal([5], sums2);
        _account.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal("pending", taken.Text("status"));
        await _account.RefusedAsync(400, "resource_missing", "billing/meter_event_adjustments", ("event_name", "calls"), ("type", "cancel"), ("cancel[identifier]", "e2"));
    }

    [Fact]
    public async Task Summaries_ByDay_SumEachAndLeaveOthersOut()
    {
        string meter = await SubscribeAsync("sum");
        _account.GoTo(2026, 9, 10);
        await UseAsync("e1", 10, Account.At(2026, 9, 2));
        await UseAsync("e2", 4, Account.At(2026, 9, 2, 5));
        await UseAsync("e3", 6, Account.At(2026, 9, 4));

        JsonObject days = await SummariesAsync(meter, "&value_grouping_window=day");

        Assert.Equal([6, 14], days.Numbers("data", "aggregated_value"));
        Assert.Equal([Account.At(2026, 9, 4), Account.At(2026, 9, 2)], days.Numbers("data", "start_time"));
        await _account.GetAsync($"billing/meters/{meter}/event_summaries?customer={_account.Customer}&start_time=1&end_time=61", 400);
    }

    [Fact]
    public async Task Summaries_JustTaken_AreCountedLater()
    {
        await using var account = new Account(new StripeEmulatorOptions { MeterDelay = TimeSpan.FromMinutes(5) });
        string meter = Account.Id(account.Emulator.Post("billing/meters", ("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", "sum")));
        await account.PostAsync("billing/meter_events", ("event_name", "calls"), ("payload[stripe_customer_id]", account.Customer), ("payload[value]", "3"));
        string path = $"billing/meters/{meter}/event_summaries?customer={account.Customer}&start_time={Account.At(2026, 9, 1)}&end_time={Account.At(2026, 9, 2)}";

        long[] sums3 = (await account.GetAsync(path)).Numbers("data", "aggregated_value");
        Assert.Equal([0], sums3);
        account.Clock.Advance(TimeSpan.FromMinutes(5));
        long[] sums4 = (await account.GetAsync(path)).Numbers("data", "aggregated_value");
        Assert.Equal([3], sums4);
    }

    [Fact]
    public async Task Deactivate_Reactivate_ChangesTheMeter()
    {
        string meter = await SubscribeAsync("sum");

        Assert.Equal("inactive", (await _account.PostAsync($"billing/meters/{meter}/deactivate")).Text("status"));
        Assert.Equal("active", (await _account.PostAsync($"billing/meters/{meter}/reactivate")).Text("status"));
        Assert.Equal([meter], (await _account.GetAsync("billing/meters?status=active")).Texts("data", "id"));
        await _account.RefusedAsync(400, null, "billing/meters", ("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", "sum"));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    private async Task<string> SubscribeAsync(string formula)
    {
        string meter = Account.Id(await _account.PostAsync("billing/meters", ("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", formula)));
        string price = Account.Id(await _account.PostAsync("prices", ("product", "prod_SEAT"), ("currency", "eur"), ("unit_amount", "30"), ("recurring[interval]", "month"), ("recurring[usage_type]", "metered"), ("recurring[meter]", meter)));
        await _account.PostAsync("subscriptions", ("customer", _account.Customer), ("items[0][price]", price));
        return meter;
    }

    private Task<JsonObject> UseAsync(string id, long value, long at) => _account.PostAsync("billing/meter_events", Event(id, $"{value}", at));

    private (string Name, string Value)[] Event(string id, string value, long at) =>
        [("event_name", "calls"), ("identifier", id), ("timestamp", $"{at}"), ("payload[stripe_customer_id]", _account.Customer), ("payload[value]", value)];

    private Task<JsonObject> SummariesAsync(string meter, string more = "") =>
        _account.GetAsync($"billing/meters/{meter}/event_summaries?customer={_account.Customer}&start_time={Account.At(2026, 8, 1)}&end_time={Account.At(2026, 10, 1)}{more}");
}
