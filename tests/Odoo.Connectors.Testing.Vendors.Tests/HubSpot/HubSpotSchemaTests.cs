using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotSchemaTests
{
    [Fact]
    public async Task Pipelines_Default_AnswersAsTheFixture()
    {
        await using var portal = new Portal();

        JsonNode pipelines = await portal.AskAsync("GET", "/crm/v3/pipelines/deals");

        Assert.True(JsonNode.DeepEquals(Fixture.Object("HubSpot/pipelines_deals.json"), pipelines), pipelines.ToJsonString());
    }

    [Fact]
    public async Task Pipelines_OfTheAccount_DecideWhatIsWon()
    {
        await using var portal = new Portal();
        portal.Emulator.LoadPipelines(
            """
            {"id":"77","label":"Partners","displayOrder":1,"archived":false,"stages":[
              {"id":"771","label":"Signed","displayOrder":0,"metadata":{"isClosed":"true","probability":"1.0"},"archived":false},
              {"id":"772","label":"Almost","displayOrder":1,"metadata":{"isClosed":"true","probability":"0.8"},"archived":false}]}
            """);

        string won = portal.Emulator.Create("deals", ("dealname", "A"), ("pipeline", "77"), ("dealstage", "771"));
        string lost = portal.Emulator.Create("deals", ("dealname", "B"), ("pipeline", "77"), ("dealstage", "772"));

        Assert.Equal("true", portal.Emulator.Find("deals", won)!["properties"]!["hs_is_closed_won"]!.ToString());
        Assert.Equal("false", portal.Emulator.Find("deals", lost)!["properties"]!["hs_is_closed_won"]!.ToString());
        Assert.Throws<ArgumentException>(() => portal.Emulator.Create("deals", ("dealname", "C"), ("dealstage", "771")));
        JsonNode stages = await portal.AskAsync("GET", "/crm/v3/pipelines/deals/77/stages");
        Assert.Equal(2, stages["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task CreateProperty_New_CanBeWrittenAndIsUnique()
    {
        await using var portal = new Portal();

        JsonNode made = await portal.AskAsync("POST", "/crm/v3/properties/companies", Property("odoo_id", unique: true), HttpStatusCode.Created);
        await portal.AskAsync(
            "POST", "/crm/v3/objects/companies/batch/upsert", """{"inputs":[{"id":"7","idProperty":"odoo_id","properties":{"name":"A"}}]}""");

        Assert.True(made["hasUniqueValue"]!.GetValue<bool>());
        JsonNode read = await portal.AskAsync("GET", "/crm/v3/properties/companies/odoo_id");
        Assert.Equal("string", read["type"]!.ToString());
        JsonNode all = await portal.AskAsync("GET", "/crm/v3/properties/companies");
        Assert.Contains(all["results"]!.AsArray(), property => property!["name"]!.ToString() == "odoo_id");
    }

    [Fact]
    public async Task CreateProperty_Existing_Conflicts()
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/properties/companies", Property("domain"), 409);

        Assert.Equal("OBJECT_ALREADY_EXISTS", refused["category"]!.ToString());
    }

    [Theory]
    [InlineData("Odoo Id", "string", "companyinformation")]
    [InlineData("odoo_id", "text", "companyinformation")]
    [InlineData("odoo_id", "bool", "companyinformation")]
    [InlineData("odoo_id", "string", "nowhere")]
    public async Task CreateProperty_Wrong_IsRefused(string name, string type, string group)
    {
        await using var portal = new Portal();

        await portal.RefusedAsync("POST", "/crm/v3/properties/companies", Property(name, type, group), 400);
    }

    [Fact]
    public async Task CreateProperty_EleventhUnique_IsRefused()
    {
        await using var portal = new Portal();
        for (int number = 1; number <= 10; number++)
        {
            await portal.AskAsync("POST", "/crm/v3/properties/deals", Property($"key_{number}", group: "dealinformation", unique: true), HttpStatusCode.Created);
        }

        await portal.RefusedAsync("POST", "/crm/v3/properties/deals", Property("key_11", group: "dealinformation", unique: true), 400);
    }

    [Fact]
    public async Task CreateProperty_InANewGroup_Works()
    {
        await using var portal = new Portal();

        await portal.AskAsync("POST", "/crm/v3/properties/companies/groups", """{"name":"odoo","label":"Odoo"}""", HttpStatusCode.Created);
        await portal.AskAsync("POST", "/crm/v3/properties/companies", Property("odoo_mrr", "number", "odoo"), HttpStatusCode.Created);

        JsonNode groups = await portal.AskAsync("GET", "/crm/v3/properties/companies/groups");
        Assert.Equal(["companyinformation", "odoo"], groups["results"]!.AsArray().Select(group => group!["name"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RemoveProperty_Used_IsNotShownAndNotWritten()
    {
        await using var portal = new Portal();
        portal.Emulator.DefineProperty("deals", "terms", "enumeration", options: ["monthly", "yearly"]);
        string id = portal.Deal("D", ("terms", "monthly"));
        JsonNode wrong = await portal.RefusedAsync("PATCH", $"/crm/v3/objects/deals/{id}", """{"properties":{"terms":"weekly"}}""", 400);

        portal.Emulator.RemoveProperty("deals", "terms");

        Assert.Contains("INVALID_OPTION", wrong["message"]!.ToString(), StringComparison.Ordinal);
        JsonNode read = await portal.AskAsync("GET", $"/crm/v3/objects/deals/{id}?properties=terms,dealname");
        Assert.False(read["properties"]!.AsObject().ContainsKey("terms"));
        await portal.RefusedAsync("PATCH", $"/crm/v3/objects/deals/{id}", """{"properties":{"terms":"monthly"}}""", 400);
        await portal.RefusedAsync("GET", "/crm/v3/properties/deals/terms", null, 404);
    }

    [Fact]
    public async Task Owners_Page_ContinuesAtAfter()
    {
        await using var portal = new Portal();
        portal.Emulator.LoadOwners("""{"results":[{"id":"1","email":"a@x.example"},{"id":"2","email":"b@x.example"},{"id":"3","email":"c@x.example","archived":true}]}""");

        JsonNode first = await portal.AskAsync("GET", "/crm/v3/owners?limit=1");
        JsonNode second = await portal.AskAsync("GET", $"/crm/v3/owners?limit=1&after={first["paging"]!["next"]!["after"]}");

        Assert.Equal("1", Assert.Single(first["results"]!.AsArray())!["id"]!.ToString());
        Assert.Equal("2", Assert.Single(second["results"]!.AsArray())!["id"]!.ToString());
        Assert.Null(second["paging"]);
        Assert.Equal("c@x.example", (await portal.AskAsync("GET", "/crm/v3/owners/3"))["email"]!.ToString());
    }

    [Fact]
    public async Task Load_UnknownProperty_SaysWhatToCall()
    {
        await using var portal = new Portal();

        ArgumentException error = Assert.Throws<ArgumentException>(() => portal.Emulator.Load("deals", """{"id":"1","properties":{"mine":"x"}}"""));

        Assert.Contains("DefineProperty(\"deals\", \"mine\")", error.Message, StringComparison.Ordinal);
    }

    private static string Property(string name, string type = "string", string group = "companyinformation", bool unique = false) => new JsonObject
    {
        ["groupName"] = group, ["name"] = name, ["label"] = "Odoo", ["type"] = type, ["fieldType"] = "text", ["hasUniqueValue"] = unique,
    }.ToJsonString();
}
