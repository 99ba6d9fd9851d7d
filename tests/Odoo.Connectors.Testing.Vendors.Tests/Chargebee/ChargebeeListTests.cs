using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeListTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task List_Pages_ContinueAfterTheLastRowWhateverChanges()
    {
        for (int number = 1; number <= 12; number++)
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(10));
            _site.Emulator.Post("customers", ("id", $"c{number:D2}"));
        }

        JsonObject usual = await _site.GetAsync("customers");
        JsonObject first = await _site.GetAsync("customers?limit=5&sort_by[asc]=updated_at");
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        _site.Emulator.Post("customers/NP_CUST_1", ("company", "Renamed"));
        JsonObject second = await _site.GetAsync($"customers?limit=100&sort_by[asc]=updated_at&offset={Uri.EscapeDataString(first.Text("next_offset")!)}");

        Assert.Equal(["c12", "c11"], Ids(usual, "customer").Take(2));
        Assert.Equal(10, Ids(usual, "customer").Length);
        Assert.Equal(["NP_CUST_1", "c01", "c02", "c03", "c04"], Ids(first, "customer"));
        Assert.Equal(["c05", "c06", "c07", "c08", "c09", "c10", "c11", "c12", "NP_CUST_1"], Ids(second, "customer"));
        Assert.Null(second["next_offset"]);
    }

    [Theory]
    [InlineData("updated_at[after]=1788220810", "b,c")]
    [InlineData("updated_at[before]=1788220820", "NP_CUST_1,a")]
    [InlineData("updated_at[between]=[1788220810,1788220820]", "a,b")]
    [InlineData("id[in]=[\"a\",\"c\"]", "a,c")]
    [InlineData("id[not_in]=[\"a\",\"c\"]", "NP_CUST_1,b")]
    [InlineData("company[is]=North", "b")]
    [InlineData("company[starts_with]=North", "NP_CUST_1,b")]
    [InlineData("company[is_present]=false", "a,c")]
    [InlineData("company[is_not]=North", "NP_CUST_1,a,c")]
    [InlineData("cf_crm_account_id[is_present]=true", "NP_CUST_1")]
    [InlineData("auto_collection[is]=off", "c")]
    public async Task List_Filter_FindsWhatHolds(string filter, string expected)
    {
        foreach ((string id, string company, string collection) in ((string, string, string)[])[("a", "", "on"), ("b", "North", "on"), ("c", "", "off")])
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(10));
            _site.Emulator.Post("customers", ("id", id), ("company", company), ("auto_collection", collection));
        }

        JsonObject page = await _site.GetAsync($"customers?sort_by[asc]=updated_at&{filter}");

        Assert.Equal(expected.Split(','), Ids(page, "customer"));
    }

    [Fact]
    public async Task List_ByAFieldThatIsNotSearchable_ShowsAll()
    {
        await using Site site = new(new ChargebeeEmulatorOptions { UnsearchableFields = ["cf_crm_account_id"] });

        Assert.Equal(["NP_CUST_1"], Ids(await site.GetAsync("customers?cf_crm_account_id[is]=nobody"), "customer"));
    }

    [Theory]
    [InlineData("total[gte]=23800", "INV-1,INV-2")]
    [InlineData("total[gt]=23800", "")]
    [InlineData("status[in]=[\"paid\",\"voided\"]", "INV-1,INV-2")]
    [InlineData("status[is_not]=paid", "")]
    [InlineData("recurring[is]=true", "INV-1,INV-2")]
    [InlineData("date[on]=1790812800", "INV-2")]
    [InlineData("subscription_id[is]=NP_SUB_1&limit=1", "INV-1")]
    public async Task List_Invoices_FindsWhatHolds(string filter, string expected)
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 10, 1);

        JsonObject page = await _site.GetAsync($"invoices?sort_by[asc]=date&{filter}");

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), Ids(page, "invoice"));
    }

    [Theory]
    [InlineData("customers?limit=101")]
    [InlineData("customers?sort_by[asc]=company")]
    [InlineData("customers?nonsense[is]=1")]
    [InlineData("customers?updated_at[gt]=1")]
    [InlineData("customers?updated_at[after]=yesterday")]
    [InlineData("customers?id[in]=a,b")]
    [InlineData("customers?offset=17")]
    public async Task List_WrongQuery_IsRefused(string path) =>
        Assert.Equal("param_wrong_value", (await _site.GetAsync(path, 400)).Text("api_error_code"));

    [Fact]
    public async Task List_Deleted_IsListedOnRequest()
    {
        await _site.PostAsync("customers/NP_CUST_1/delete");

        Assert.Empty(Ids(await _site.GetAsync("customers"), "customer"));
        JsonNode deleted = Assert.Single((await _site.GetAsync("customers?include_deleted=true")).Rows("list"))!["customer"]!;
        Assert.True(deleted["deleted"]!.GetValue<bool>());
        Assert.Equal("resource_not_found", (await _site.RefusedAsync(404, "resource_not_found", "customers/NP_CUST_1", ("company", "x"))).Text("api_error_code"));
    }

    [Fact]
    public async Task List_ChangedJustNow_IsKnownAfterTheDelay()
    {
        await using var site = new Site(new ChargebeeEmulatorOptions { ListDelay = TimeSpan.FromSeconds(5) });

        Assert.Empty(Ids(await site.GetAsync("customers?sort_by[asc]=updated_at"), "customer"));
        Assert.Single(Ids(await site.GetAsync("customers"), "customer"));
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(Ids(await site.GetAsync("customers?sort_by[asc]=updated_at"), "customer"));
    }

    [Fact]
    public async Task Events_ByTimeAndType_AreKeptForNinetyDays()
    {
        await _site.SubscribeAsync();

        JsonObject page = await _site.GetAsync("events?occurred_at[after]=1788220799&sort_by[asc]=occurred_at&event_type[in]=[\"subscription_created\",\"payment_succeeded\"]");
        string[] ids = Ids(page, "event");
        _site.GoTo(2026, 11, 30);
        JsonObject event90 = await _site.GetAsync($"events/{ids[0]}");
        _site.GoTo(2026, 12, 1);

        Assert.Equal(2, ids.Length);
        Assert.Equal(ids[0], event90["event"].Text("id"));
        await _site.GetAsync($"events/{ids[0]}", 404);
    }

    [Fact]
    public async Task Versions_EveryChange_IsHigherThanAllBefore()
    {
        await _site.SubscribeAsync();
        long before = _site.Emulator.Find("customer", "NP_CUST_1").Number("resource_version")!.Value;

        JsonObject changed = await _site.PostAsync("customers/NP_CUST_1", ("company", "NorthPeak AG"));

        long all = _site.Emulator.All("invoice").Concat(_site.Emulator.All("transaction")).Max(value => value.Number("resource_version")!.Value);
        Assert.True(changed["customer"].Number("resource_version") > Math.Max(before, all));
        Assert.Equal(_site.Emulator.All("event").Count, _site.Emulator.All("event").Select(evt => evt.Text("id")).Distinct().Count());
    }

    [Fact]
    public async Task Payments_OfAnInvoice_AreListed()
    {
        await _site.SubscribeAsync();

        JsonObject payments = await _site.GetAsync("invoices/INV-1/payments");

        Assert.Equal([_site.Invoice()["linked_payments"]![0].Text("txn_id")!], Ids(payments, "transaction"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static string[] Ids(JsonObject page, string kind) => [.. page.Rows("list").Select(row => row![kind].Text("id")!)];
}
