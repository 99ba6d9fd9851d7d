using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotBatchTests
{
    private const string Deals = "/crm/v3/objects/deals/batch";

    [Fact]
    public async Task Read_LineItems_AnswersTheRecordsOfTheFixture()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("line_items", Fixture.Text("HubSpot/line_items_batch_read_response.json"));
        JsonArray expected = Fixture.Object("HubSpot/line_items_batch_read_response.json")["results"]!.AsArray();
        string names = string.Join("\",\"", expected[0]!["properties"]!.AsObject().Select(property => property.Key));

        JsonNode answer = await portal.AskAsync(
            "POST",
            "/crm/v3/objects/line_items/batch/read",
            $$"""{"properties":["{{names}}"],"inputs":[{"id":"53810745417"},{"id":"53810745416"}]}""");

        Assert.Equal("COMPLETE", answer["status"]!.ToString());
        Assert.All(expected, record => Assert.Contains(answer["results"]!.AsArray(), result => JsonNode.DeepEquals(record, result)));
        Assert.Null(answer["errors"]);
    }

    [Fact]
    public async Task Read_MissingId_AnswersTheOthersWith207()
    {
        await using var portal = new Portal();
        string id = portal.Deal("There");

        JsonNode answer = await portal.RefusedAsync("POST", $"{Deals}/read", $$"""{"properties":[],"inputs":[{"id":"{{id}}"},{"id":"999"}]}""", 207);

        Assert.Equal(id, Assert.Single(answer["results"]!.AsArray())!["id"]!.ToString());
        Assert.Equal(1, answer["numErrors"]!.GetValue<int>());
        Assert.Equal("OBJECT_NOT_FOUND", answer["errors"]![0]!["category"]!.ToString());
        Assert.Equal("""["999"]""", answer["errors"]![0]!["context"]!["ids"]!.ToJsonString());
    }

    [Fact]
    public async Task Upsert_OneKnownOneNew_TellsWhichIsNew()
    {
        await using var portal = new Portal();
        portal.Emulator.DefineProperty("deals", "billing_subscription_id", isUnique: true);
        string known = portal.Deal("SUB-1", ("billing_subscription_id", "SUB-1"));
        JsonObject request = Fixture.Object("HubSpot/batch_upsert_request.json");
        foreach (JsonNode? input in request["inputs"]!.AsArray())
        {
            input!["properties"]!["dealstage"] = "closedwon";
        }

        JsonNode answer = await portal.AskAsync("POST", $"{Deals}/upsert", request.ToJsonString());

        // The results come in another order than the inputs; the flags are those of the fixture.
        JsonArray results = answer["results"]!.AsArray();
        Assert.Equal(["SUB-2", "SUB-1"], results.Select(result => result!["properties"]!["billing_subscription_id"]!.ToString()));
        Assert.Equal(
            Fixture.Object("HubSpot/batch_upsert_response.json")["results"]!.AsArray().Select(result => result!["new"]!.GetValue<bool>()),
            results.Reverse().Select(result => result!["new"]!.GetValue<bool>()));
        Assert.Equal(known, results[1]!["id"]!.ToString());
        Assert.Equal("180.00", portal.Emulator.Find("deals", known)!["properties"]!["amount"]!.ToString());
        Assert.Equal(2, portal.Emulator.Ids("deals").Count);
    }

    [Fact]
    public async Task Upsert_SentTwice_MakesOneRecord()
    {
        await using var portal = new Portal();
        portal.Emulator.DefineProperty("companies", "odoo_id", isUnique: true);
        const string Body = """{"inputs":[{"id":"res.partner,7","idProperty":"odoo_id","properties":{"name":"NorthPeak"}}]}""";

        await portal.AskAsync("POST", "/crm/v3/objects/companies/batch/upsert", Body);
        JsonNode again = await portal.AskAsync("POST", "/crm/v3/objects/companies/batch/upsert", Body);

        Assert.False(again["results"]![0]!["new"]!.GetValue<bool>());
        Assert.Single(portal.Emulator.Ids("companies"));
    }

    [Fact]
    public async Task Upsert_ByAPropertyThatIsNotUnique_IsRefused()
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync(
            "POST", "/crm/v3/objects/companies/batch/upsert", """{"inputs":[{"id":"x","idProperty":"name","properties":{}}]}""", 400);

        Assert.Contains("non-unique 0-2 property name", refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_SameKeyTwice_IsRefused()
    {
        await using var portal = new Portal();
        portal.Emulator.DefineProperty("companies", "odoo_id", isUnique: true);

        await portal.RefusedAsync(
            "POST",
            "/crm/v3/objects/companies/batch/upsert",
            """{"inputs":[{"id":"7","idProperty":"odoo_id","properties":{}},{"id":"7","idProperty":"odoo_id","properties":{}}]}""",
            400);

        Assert.Empty(portal.Emulator.Ids("companies"));
    }

    [Fact]
    public async Task Create_OneWrongWithoutTraceIds_RefusesAll()
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/companies/batch/create", """{"inputs":[{"properties":{"name":"A"}},{"properties":{"missing":"x"}},{"properties":{"name":"C"}}]}""", 400);

        Assert.Contains("PROPERTY_DOESNT_EXIST", refused["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(portal.Emulator.Ids("companies"));
    }

    [Fact]
    public async Task Create_OneWrongWithTraceIds_AnswersTheOthersWith207()
    {
        await using var portal = new Portal();

        JsonNode answer = await portal.RefusedAsync(
            "POST",
            "/crm/v3/objects/companies/batch/create",
            """{"inputs":[{"objectWriteTraceId":"a","properties":{"name":"A"}},{"objectWriteTraceId":"549b1c2a9351","properties":{"missing":"x"}}]}""",
            207);

        Assert.Equal("a", Assert.Single(answer["results"]!.AsArray())!["objectWriteTraceId"]!.ToString());
        JsonNode error = Assert.Single(answer["errors"]!.AsArray())!;
        Assert.Equal("VALIDATION_ERROR", error["category"]!.ToString());
        Assert.Equal("""["549b1c2a9351"]""", error["context"]!["objectWriteTraceId"]!.ToJsonString());
        Assert.Single(portal.Emulator.Ids("companies"));
    }

    [Fact]
    public async Task Create_WithTraceIds_Answers201()
    {
        await using var portal = new Portal();

        JsonNode answer = await portal.AskAsync("POST", "/crm/v3/objects/companies/batch/create", """{"inputs":[{"properties":{"name":"A"}}]}""", HttpStatusCode.Created);

        Assert.Single(answer["results"]!.AsArray());
    }

    [Fact]
    public async Task Update_ByUniquePropertyAndMissing_Answers207()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("contacts", Fixture.Text("HubSpot/contact.json"));

        JsonNode answer = await portal.RefusedAsync(
            "POST",
            "/crm/v3/objects/contacts/batch/update",
            """{"inputs":[{"id":"nora@northpeak.example","idProperty":"email","properties":{"phone":"42"}},{"id":"no@one.example","idProperty":"email","properties":{"phone":"43"}}]}""",
            207);

        Assert.Equal("508369434347", Assert.Single(answer["results"]!.AsArray())!["id"]!.ToString());
        Assert.Equal("OBJECT_NOT_FOUND", Assert.Single(answer["errors"]!.AsArray())!["category"]!.ToString());
        Assert.Equal("42", portal.Emulator.Find("contacts", "508369434347")!["properties"]!["phone"]!.ToString());
    }

    [Fact]
    public async Task Update_ValueOfAnotherRecord_IsRefused()
    {
        await using var portal = new Portal();
        portal.Emulator.DefineProperty("companies", "odoo_id", isUnique: true);
        string owner = portal.Emulator.Create("companies", ("name", "A"), ("odoo_id", "7"));
        string other = portal.Emulator.Create("companies", ("name", "B"));

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/companies/batch/update", $$"""{"inputs":[{"id":"{{other}}","properties":{"odoo_id":"7"} }]}""", 400);

        Assert.Contains("CONFLICTING_UNIQUE_VALUE", refused["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(owner, refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_Batch_FreesTheUniqueValue()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("contacts", Fixture.Text("HubSpot/contact.json"));

        await portal.AskAsync("POST", "/crm/v3/objects/contacts/batch/archive", """{"inputs":[{"id":"508369434347"}]}""", HttpStatusCode.NoContent);
        await portal.AskAsync("POST", "/crm/v3/objects/contacts", """{"properties":{"email":"nora@northpeak.example"}}""", HttpStatusCode.Created);

        Assert.Single(portal.Emulator.Ids("contacts"));
    }

    [Fact]
    public async Task Batch_MoreThan100_IsRefused()
    {
        await using var portal = new Portal();
        string inputs = string.Join(',', Enumerable.Range(1, 101).Select(id => $$"""{"id":"{{id}}"}"""));

        JsonNode refused = await portal.RefusedAsync("POST", $"{Deals}/read", $$"""{"properties":[],"inputs":[{{inputs}}]}""", 400);

        Assert.Equal("VALIDATION_ERROR", refused["category"]!.ToString());
    }
}
