using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeePromotionTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Credit_Added_IsListedAndLowersTheNextInvoice()
    {
        JsonObject added = await AddAsync(("amount", "10000"), ("reference", "ref-1"));
        await _site.SubscribeAsync();
        JsonObject listed = await _site.GetAsync("promotional_credits?customer_id[is]=NP_CUST_1&type[is]=increment");

        Assert.Equal(("increment", 10_000L, 10_000L, "EUR"), (added["promotional_credit"].Text("type"), added["promotional_credit"].Number("amount"), added["promotional_credit"].Number("closing_balance"), added["promotional_credit"].Text("currency_code")));
        Assert.Equal(10_000, added["customer"].Number("promotional_credits"));
        Assert.Equal("ref-1", Assert.Single(listed["list"]!.AsArray())!["promotional_credit"].Text("reference"));

        // 5 x 40.00 and 19 % are 238.00; 100.00 of them are given.
        JsonObject invoice = _site.Invoice();
        Assert.Equal((20_000L, 3_800L, 13_800L, "promotional_credits"), (invoice.Number("sub_total"), invoice.Number("tax"), invoice.Number("total"), invoice["discounts"]![0].Text("entity_type")));
        Assert.Equal(0, _site.Emulator.Find("customer", "NP_CUST_1")!.Number("promotional_credits"));
    }

    [Fact]
    public async Task Credit_MoreThanAnInvoice_StaysForTheNext()
    {
        await AddAsync(("amount", "30000"));
        await _site.SubscribeAsync();

        Assert.Equal((0L, "paid", 6_200L), (_site.Invoice().Number("total"), _site.Invoice().Text("status"), _site.Emulator.Find("customer", "NP_CUST_1")!.Number("promotional_credits")));
    }

    [Theory]
    [InlineData("amount", "0")]
    [InlineData("description", "")]
    [InlineData("until", "2027")]
    public async Task Credit_Wrong_IsRefused(string name, string value)
    {
        (string, string)[] fields = [("customer_id", "NP_CUST_1"), ("amount", "1"), ("description", "d")];

        JsonObject refusal = await _site.RefusedAsync(400, "param_wrong_value", "promotional_credits/add", [.. fields.Where(f => f.Item1 != name), (name, value)]);

        Assert.Equal(name, refusal.Text("param"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private Task<JsonObject> AddAsync(params (string, string)[] fields) =>
        _site.PostAsync("promotional_credits/add", [("customer_id", "NP_CUST_1"), ("currency_code", "EUR"), ("description", "Goodwill"), .. fields]);
}
