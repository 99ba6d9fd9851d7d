using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotSearchTests
{
    private const string Search = "/crm/v3/objects/deals/search";

    [Theory]
    [InlineData("amount", "GT", "\"value\":\"90\"", "A")]
    [InlineData("amount", "GTE", "\"value\":\"90\"", "A,B")]
    [InlineData("amount", "LT", "\"value\":\"100\"", "B")]
    [InlineData("amount", "EQ", "\"value\":\"100.0\"", "A")]
    [InlineData("amount", "NEQ", "\"value\":\"100\"", "B,C")]
    [InlineData("amount", "BETWEEN", "\"value\":\"80\",\"highValue\":\"95\"", "B")]
    [InlineData("amount", "HAS_PROPERTY", "\"x\":1", "A,B")]
    [InlineData("amount", "NOT_HAS_PROPERTY", "\"x\":1", "C")]
    [InlineData("dealname", "IN", "\"values\":[\"a\",\"c\"]", "A,C")]
    [InlineData("dealname", "IN", "\"values\":[\"A\",\"c\"]", "C")]
    [InlineData("dealname", "NOT_IN", "\"values\":[\"a\"]", "B,C")]
    [InlineData("dealname", "EQ", "\"value\":\"A\"", "A")]
    [InlineData("description", "CONTAINS_TOKEN", "\"value\":\"peak\"", "A")]
    [InlineData("description", "CONTAINS_TOKEN", "\"value\":\"*peak\"", "A,B")]
    [InlineData("description", "NOT_CONTAINS_TOKEN", "\"value\":\"peak\"", "B,C")]
    [InlineData("hs_lastmodifieddate", "GTE", "\"value\":\"1789905600000\"", "A,B,C")]
    [InlineData("hs_lastmodifieddate", "GT", "\"value\":\"1789905600000\"", "")]
    public async Task Search_Operator_FindsWhatMeetsIt(string property, string comparison, string value, string names)
    {
        await using var portal = new Portal();
        portal.Deal("A", ("amount", "100.00"), ("description", "north peak"));
        portal.Deal("B", ("amount", "90"), ("description", "northpeak"));
        portal.Deal("C");

        // 1789905600000 is 2026-09-20T12:00:00Z, when all were made.
        JsonNode page = await portal.AskAsync("POST", Search, $$"""{"filterGroups":[{"filters":[{"propertyName":"{{property}}","operator":"{{comparison}}",{{value}}}]}]}""");

        string[] expected = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, page["total"]!.GetValue<int>());
        Assert.Equal(expected, page["results"]!.AsArray().Select(deal => deal!["properties"]!["dealname"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_Groups_AreAlternatives()
    {
        await using var portal = new Portal();
        portal.Deal("A", ("amount", "1"));
        portal.Deal("B", ("amount", "2"));
        portal.Deal("C", ("amount", "3"));

        JsonNode page = await portal.AskAsync(
            "POST",
            Search,
            """
            {"filterGroups":[
              {"filters":[{"propertyName":"amount","operator":"EQ","value":"1"},{"propertyName":"dealname","operator":"EQ","value":"B"}]},
              {"filters":[{"propertyName":"amount","operator":"EQ","value":"3"}]}]}
            """);

        Assert.Equal("C", Assert.Single(page["results"]!.AsArray())!["properties"]!["dealname"]!.ToString());
    }

    [Fact]
    public async Task Search_Change_IsKnownAfterTheDelay()
    {
        await using var portal = new Portal(new HubSpotEmulatorOptions { SearchDelay = TimeSpan.FromSeconds(30) });
        string id = portal.Deal("Old", ("amount", "1"));
        portal.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await TotalAsync(portal, "amount", "1"));

        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await TotalAsync(portal, "amount", "1"));

        portal.Emulator.Update("deals", id, ("amount", "2"));
        Assert.Equal(1, await TotalAsync(portal, "amount", "1"));
        portal.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await TotalAsync(portal, "amount", "1"));
        Assert.Equal(1, await TotalAsync(portal, "amount", "2"));

        portal.Emulator.Archive("deals", id);
        Assert.Equal(0, await TotalAsync(portal, "amount", "2"));
    }

    [Fact]
    public async Task Search_SortedPages_GoThroughAllInOrder()
    {
        await using var portal = new Portal();
        Random random = new(7);
        int[] amounts = [.. Enumerable.Range(1, 450).OrderBy(_ => random.Next())];
        foreach (int amount in amounts)
        {
            portal.Deal($"D{amount}", ("amount", amount.ToString(CultureInfo.InvariantCulture)));
        }

        var seen = new List<int>();
        string? after = null;
        do
        {
            JsonNode page = await portal.AskAsync(
                "POST", Search, $$"""{"sorts":[{"propertyName":"amount","direction":"DESCENDING"}],"properties":["amount"],"limit":200,"after":"{{after}}"}""");
            seen.AddRange(page["results"]!.AsArray().Select(deal => int.Parse(deal!["properties"]!["amount"]!.ToString(), CultureInfo.InvariantCulture)));
            after = page["paging"]?["next"]?["after"]?.ToString();
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 450).Reverse(), seen);
    }

    [Fact]
    public async Task Search_Past10000_IsRefused()
    {
        await using var portal = new Portal();
        var many = new JsonArray([.. Enumerable.Range(1, 10_001).Select(id => (JsonNode)new JsonObject { ["id"] = $"{id}", ["properties"] = new JsonObject() })]);
        portal.Emulator.Load("companies", many.ToJsonString());

        JsonNode last = await portal.AskAsync("POST", "/crm/v3/objects/companies/search", """{"limit":200,"after":"9800"}""");
        string next = last["paging"]!["next"]!["after"]!.ToString();
        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/companies/search", $$"""{"limit":200,"after":"{{next}}"}""", 400);

        Assert.Equal(10_001, last["total"]!.GetValue<int>());
        Assert.Equal("10000", next);
        Assert.Equal("VALIDATION_ERROR", refused["category"]!.ToString());
    }

    [Theory]
    [InlineData("""{"limit":201}""")]
    [InlineData("""{"sorts":["amount","dealname"]}""")]
    [InlineData("""{"filterGroups":[{},{},{},{},{},{}]}""")]
    [InlineData("""{"filterGroups":[{"filters":[{"propertyName":"missing","operator":"EQ","value":"1"}]}]}""")]
    [InlineData("""{"filterGroups":[{"filters":[{"propertyName":"amount","operator":"LIKE","value":"1"}]}]}""")]
    [InlineData("""{"filterGroups":[{"filters":[{"propertyName":"amount","operator":"EQ"}]}]}""")]
    public async Task Search_BeyondTheLimits_IsRefused(string body)
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync("POST", Search, body, 400);

        Assert.Equal("VALIDATION_ERROR", refused["category"]!.ToString());
    }

    [Fact]
    public async Task Search_LongBodyOrManyFilters_IsRefused()
    {
        await using var portal = new Portal();
        string filters = string.Join(',', Enumerable.Repeat("""{"propertyName":"amount","operator":"EQ","value":"1"}""", 7));

        await portal.RefusedAsync("POST", Search, $$"""{"filterGroups":[{"filters":[{{filters}}]}]}""", 400);
        await portal.RefusedAsync("POST", Search, $$"""{"properties":["{{new string('a', 3_000)}}"]}""", 400);
    }

    private static async Task<int> TotalAsync(Portal portal, string property, string value)
    {
        JsonNode page = await portal.AskAsync("POST", Search, $$"""{"filterGroups":[{"filters":[{"propertyName":"{{property}}","operator":"EQ","value":"{{value}}"}]}]}""");
        return page["total"]!.GetValue<int>();
    }
}
