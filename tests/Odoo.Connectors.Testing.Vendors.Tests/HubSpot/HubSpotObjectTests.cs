using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotObjectTests
{
    private const string Wanted = "dealname,amount,deal_currency_code,dealstage,pipeline,closedate,hubspot_owner_id,hs_is_closed,hs_is_closed_won,dealtype";

    [Fact]
    public async Task Get_DealWithAssociations_AnswersAsTheFixture()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("deals", Fixture.Text("HubSpot/deal_closedwon.json"));
        portal.Emulator.Load("companies", """{"id":"330222354146","properties":{"name":"NorthPeak GmbH"}}""");
        portal.Emulator.Load("line_items", Fixture.Text("HubSpot/line_items_batch_read_response.json"));

        JsonNode deal = await portal.AskAsync("GET", $"/crm/v3/objects/deals/332507367156?properties={Wanted}&associations=companies,line_items");

        // Properties come in the order of their names; the two ways to the company in the order of their numbers, 5 before 341.
        JsonObject expected = Fixture.Object("HubSpot/deal_closedwon.json");
        Assert.True(JsonNode.DeepEquals(expected["properties"], deal["properties"]), deal["properties"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(expected["associations"], deal["associations"]), deal["associations"]!.ToJsonString());
        Assert.Equal(expected["updatedAt"]!.ToString(), deal["updatedAt"]!.ToString());
    }

    [Fact]
    public async Task List_TwoPages_AnswersAsTheFixtures()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("deals", Fixture.Text("HubSpot/deals_list_page1.json"));
        portal.Emulator.Load("deals", Fixture.Text("HubSpot/deals_list_page2.json"));

        JsonNode first = await portal.AskAsync("GET", $"/crm/v3/objects/deals?limit=2&properties={Wanted}");
        string after = first["paging"]!["next"]!["after"]!.ToString();
        JsonNode second = await portal.AskAsync("GET", $"/crm/v3/objects/deals?limit=2&after={after}&properties={Wanted}");

        Assert.True(JsonNode.DeepEquals(Fixture.Object("HubSpot/deals_list_page1.json"), first), first.ToJsonString());
        Assert.True(JsonNode.DeepEquals(Fixture.Object("HubSpot/deals_list_page2.json"), second), second.ToJsonString());
        Assert.Null(second["paging"]);
        Assert.Null((await portal.AskAsync("GET", "/crm/v3/objects/deals?limit=3"))["paging"]);
    }

    [Fact]
    public async Task Get_WithoutProperties_AnswersTheDefaults()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("contacts", Fixture.Text("HubSpot/contact.json"));

        JsonNode contact = await portal.AskAsync("GET", "/crm/v3/objects/contacts/508369434347");

        Assert.True(JsonNode.DeepEquals(Fixture.Object("HubSpot/contact.json"), contact), contact.ToJsonString());
    }

    [Fact]
    public async Task Get_ByUniqueProperty_FindsTheRecord()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("contacts", Fixture.Text("HubSpot/contact.json"));

        JsonNode contact = await portal.AskAsync("GET", "/crm/objects/2026-03/contacts/NORA%40northpeak.example?idProperty=email");
        JsonNode refused = await portal.RefusedAsync("GET", "/crm/v3/objects/contacts/Nora?idProperty=firstname", null, 400);

        Assert.Equal("508369434347", contact["id"]!.ToString());
        Assert.Equal("VALIDATION_ERROR", refused["category"]!.ToString());
    }

    [Fact]
    public async Task Create_ClosedWon_WorksOutWhatTheStageMeans()
    {
        await using var portal = new Portal();

        JsonNode made = await portal.AskAsync(
            "POST",
            "/crm/v3/objects/deals",
            """{"properties":{"dealname":"Five seats","dealstage":"closedwon","amount":250.00,"closedate":"1789464600000"}}""",
            HttpStatusCode.Created);

        JsonNode deal = await portal.AskAsync("GET", $"/crm/v3/objects/deals/{made["id"]}?properties=amount,closedate,pipeline,hs_is_closed,hs_is_closed_won,hs_deal_stage_probability");
        Assert.Equal("250.00", deal["properties"]!["amount"]!.ToString());
        Assert.Equal("2026-09-15T09:30:00.000Z", deal["properties"]!["closedate"]!.ToString());
        Assert.Equal("default", deal["properties"]!["pipeline"]!.ToString());
        Assert.Equal("true", deal["properties"]!["hs_is_closed"]!.ToString());
        Assert.Equal("true", deal["properties"]!["hs_is_closed_won"]!.ToString());
        Assert.Equal("1.0", deal["properties"]!["hs_deal_stage_probability"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000Z", deal["properties"]!["hs_lastmodifieddate"]!.ToString());
    }

    [Theory]
    [InlineData("40.00", "5", "", "", "200.00")]
    [InlineData("40.00", "5", "2.50", "", "187.50")]
    [InlineData("40", "3", "", "10", "108")]
    [InlineData("", "3", "", "", null)]
    public async Task Create_LineItem_WorksOutTheAmount(string price, string quantity, string discount, string percentage, string? amount)
    {
        await using var portal = new Portal();
        string id = portal.Emulator.Create("line_items", ("price", price), ("quantity", quantity), ("discount", discount), ("hs_discount_percentage", percentage));

        JsonNode item = await portal.AskAsync("GET", $"/crm/v3/objects/line_items/{id}?properties=amount");

        Assert.Equal(amount, item["properties"]!["amount"]?.ToString());
    }

    [Fact]
    public async Task Patch_EmptyText_ClearsAndIsNewer()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("deals", Fixture.Text("HubSpot/deal_closedwon.json"));

        JsonNode written = await portal.AskAsync("PATCH", "/crm/v3/objects/deals/332507367156", """{"properties":{"amount":"","dealstage":"closedlost"}}""");
        JsonNode read = await portal.AskAsync("GET", "/crm/v3/objects/deals/332507367156?properties=amount,hs_is_closed_won");

        Assert.Equal(string.Empty, written["properties"]!["amount"]!.ToString());
        Assert.Null(read["properties"]!["amount"]);
        Assert.Equal("false", read["properties"]!["hs_is_closed_won"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000Z", read["updatedAt"]!.ToString());
    }

    [Theory]
    [InlineData("""{"dealname":"D","dealstage":"closedwon","missing":"x"}""", "PROPERTY_DOESNT_EXIST", "missing")]
    [InlineData("""{"dealname":"D","dealstage":"won"}""", "INVALID_OPTION", "dealstage")]
    [InlineData("""{"dealname":"D","dealstage":"closedwon","amount":"ten"}""", "INVALID_INTEGER", "amount")]
    [InlineData("""{"dealname":"D","dealstage":"closedwon","closedate":"soon"}""", "INVALID_LONG", "closedate")]
    [InlineData("""{"dealname":"D","dealstage":"closedwon","hs_is_closed_won":"true"}""", "READ_ONLY_VALUE", "hs_is_closed_won")]
    public async Task Create_WrongValue_NamesThePropertyInsideTheMessage(string properties, string code, string name)
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/deals", $$"""{"properties":{{properties}}}""", 400);

        string message = refused["message"]!.ToString();
        JsonNode problem = JsonNode.Parse(message[message.IndexOf('[', StringComparison.Ordinal)..])![0]!;
        Assert.StartsWith("Property values were not valid: ", message, StringComparison.Ordinal);
        Assert.Equal(code, problem["error"]!.ToString());
        Assert.Equal(name, problem["name"]!.ToString());
        Assert.Equal("VALIDATION_ERROR", refused["category"]!.ToString());
        Assert.NotEmpty(refused["correlationId"]!.ToString());
        Assert.Empty(portal.Emulator.Ids("deals"));
    }

    [Fact]
    public async Task Create_WithoutStage_NamesWhatIsMissing()
    {
        await using var portal = new Portal();

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/deals", """{"properties":{"dealname":"D"}}""", 400);

        Assert.Equal("""["dealstage"]""", refused["context"]!["properties"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_EmailThatExists_ConflictsAndNamesTheContact()
    {
        await using var portal = new Portal();
        portal.Emulator.Load("contacts", Fixture.Text("HubSpot/contact.json"));

        JsonNode refused = await portal.RefusedAsync("POST", "/crm/v3/objects/contacts", """{"properties":{"email":"nora@northpeak.example"}}""", 409);

        Assert.Equal("CONFLICT", refused["category"]!.ToString());
        Assert.Equal("Contact already exists. Existing ID: 508369434347", refused["message"]!.ToString());
    }

    [Fact]
    public async Task Delete_Record_IsListedAmongTheArchivedOnly()
    {
        await using var portal = new Portal();
        string gone = portal.Deal("Gone");
        string stays = portal.Deal("Stays");

        await portal.AskAsync("DELETE", $"/crm/v3/objects/deals/{gone}", null, HttpStatusCode.NoContent);

        JsonNode archived = await portal.AskAsync("GET", "/crm/v3/objects/deals?archived=true");
        JsonNode alive = await portal.AskAsync("GET", "/crm/v3/objects/deals");
        Assert.Equal(gone, Assert.Single(archived["results"]!.AsArray())!["id"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000Z", archived["results"]![0]!["archivedAt"]!.ToString());
        Assert.Equal(stays, Assert.Single(alive["results"]!.AsArray())!["id"]!.ToString());
        await portal.RefusedAsync("GET", $"/crm/v3/objects/deals/{gone}", null, 404);
    }

    [Fact]
    public async Task Merge_TwoCompanies_BothIdsLeadToANewRecord()
    {
        await using var portal = new Portal();
        string first = portal.Emulator.Create("companies", ("name", "NorthPeak GmbH"));
        string second = portal.Emulator.Create("companies", ("name", "Northpeak"), ("domain", "northpeak.example"));
        string deal = portal.Deal("Five seats");
        portal.Emulator.Associate("deals", deal, "companies", second);

        JsonNode merged = await portal.AskAsync("POST", "/crm/v3/objects/companies/merge", $$"""{"primaryObjectId":"{{first}}","objectIdToMerge":"{{second}}"}""");

        string survivor = merged["id"]!.ToString();
        Assert.DoesNotContain(survivor, (string[])[first, second]);
        Assert.Equal(survivor, (await portal.AskAsync("GET", $"/crm/v3/objects/companies/{first}"))["id"]!.ToString());
        JsonNode read = await portal.AskAsync("GET", $"/crm/v3/objects/companies/{second}?properties=name,domain,hs_merged_object_ids");
        Assert.Equal(survivor, read["id"]!.ToString());
        Assert.Equal("NorthPeak GmbH", read["properties"]!["name"]!.ToString());
        Assert.Equal("northpeak.example", read["properties"]!["domain"]!.ToString());
        Assert.Equal($"{first};{second}", read["properties"]!["hs_merged_object_ids"]!.ToString());
        Assert.Equal(survivor, Assert.Single(portal.Emulator.Ids("companies")));
        JsonNode links = await portal.AskAsync("GET", $"/crm/v4/objects/deals/{deal}/associations/companies");
        Assert.Equal(survivor, Assert.Single(links["results"]!.AsArray())!["toObjectId"]!.ToString());
    }

    [Theory]
    [InlineData("GET", "/crm/v3/objects/tickets")]
    [InlineData("GET", "/crm/v3/objects/deals?propertiesWithHistory=dealstage")]
    [InlineData("GET", "/marketing/v3/forms")]
    public async Task Call_WhatIsNotEmulated_IsRefusedAndSaysSo(string method, string path)
    {
        await using var portal = new Portal();
        portal.Deal("Any");

        JsonNode refused = await portal.RefusedAsync(method, path, null, 501);

        Assert.Equal("NOT_EMULATED", refused["category"]!.ToString());
        Assert.Contains("does not serve", refused["message"]!.ToString(), StringComparison.Ordinal);
    }
}
