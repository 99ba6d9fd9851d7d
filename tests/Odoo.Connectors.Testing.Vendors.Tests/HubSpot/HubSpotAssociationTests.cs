using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class HubSpotAssociationTests
{
    [Fact]
    public async Task Put_DefaultBetweenDealAndLineItem_AnswersBothDirections()
    {
        await using var portal = new Portal();
        string deal = portal.Deal("D");
        string item = portal.Emulator.Create("line_items", ("name", "Seat"));

        JsonNode answer = await portal.AskAsync("PUT", $"/crm/v4/objects/deals/{deal}/associations/default/line_items/{item}");

        // 19 from the deal, 20 from the line item: the numbers that HubSpot publishes.
        Assert.Equal([19, 20], answer["results"]!.AsArray().Select(link => link!["associationSpec"]!["associationTypeId"]!.GetValue<int>()));
        JsonNode back = await portal.AskAsync("GET", $"/crm/v4/objects/line_items/{item}/associations/deals");
        Assert.Equal(20, back["results"]![0]!["associationTypes"]![0]!["typeId"]!.GetValue<int>());
        Assert.Equal(deal, back["results"]![0]!["toObjectId"]!.ToString());
    }

    [Fact]
    public async Task Put_LineItemOfAnotherDeal_IsRefused()
    {
        await using var portal = new Portal();
        string item = portal.Emulator.Create("line_items", ("name", "Seat"));
        portal.Emulator.Associate("deals", portal.Deal("D"), "line_items", item);

        await portal.RefusedAsync("PUT", $"/crm/v4/objects/deals/{portal.Deal("E")}/associations/default/line_items/{item}", null, 400);
    }

    [Fact]
    public async Task Put_SecondCompany_TheFirstStaysPrimaryUntilAnotherIs()
    {
        await using var portal = new Portal();
        string contact = portal.Emulator.Create("contacts", ("email", "nora@northpeak.example"));
        string first = portal.Emulator.Create("companies", ("name", "A"));
        string second = portal.Emulator.Create("companies", ("name", "B"));
        portal.Emulator.DefineAssociationLabel("contacts", "companies", "Billing contact", 28, 29);

        await portal.AskAsync("PUT", $"/crm/v4/objects/contacts/{contact}/associations/default/companies/{first}");
        await portal.AskAsync("PUT", $"/crm/v4/objects/contacts/{contact}/associations/companies/{second}", Spec("USER_DEFINED", 28), HttpStatusCode.Created);
        Assert.Equal(["1,279", "28,279"], await WaysAsync(portal, contact));

        await portal.AskAsync("PUT", $"/crm/v4/objects/contacts/{contact}/associations/companies/{second}", Spec("HUBSPOT_DEFINED", 1), HttpStatusCode.Created);
        Assert.Equal(["279", "1,28,279"], await WaysAsync(portal, contact));
    }

    [Fact]
    public async Task BatchRead_Associations_HaveTheShapeOfTheVendorAndLeaveOutTheLonely()
    {
        await using var portal = new Portal();
        string deal = portal.Deal("D");
        string lonely = portal.Deal("E");
        string company = portal.Emulator.Create("companies", ("name", "A"));
        portal.Emulator.Associate("deals", deal, "companies", company);

        JsonNode answer = await portal.RefusedAsync(
            "POST", "/crm/v4/associations/deals/companies/batch/read", $$"""{"inputs":[{"id":"{{deal}}"},{"id":"{{lonely}}"}]}""", 207);

        Assert.Equal(
            $$"""[{"from":{"id":"{{deal}}"},"to":[{"toObjectId":{{company}},"associationTypes":[{"category":"HUBSPOT_DEFINED","typeId":5,"label":"Primary"},{"category":"HUBSPOT_DEFINED","typeId":341,"label":null}]}]}]""",
            answer["results"]!.ToJsonString());
        Assert.Equal($"""["{lonely}"]""", Assert.Single(answer["errors"]!.AsArray())!["context"]!["fromObjectId"]!.ToJsonString());
    }

    [Fact]
    public async Task BatchCreate_Associations_CanBeReadAndArchived()
    {
        await using var portal = new Portal();
        string deal = portal.Deal("D");
        string contact = portal.Emulator.Create("contacts", ("email", "nora@northpeak.example"));
        string ends = $"\"from\":{{\"id\":\"{deal}\"}},\"to\":{{\"id\":\"{contact}\"}}";

        await portal.AskAsync(
            "POST",
            "/crm/v4/associations/deals/contacts/batch/create",
            $"{{\"inputs\":[{{{ends},\"types\":{Spec("HUBSPOT_DEFINED", 3)}}}]}}",
            HttpStatusCode.Created);
        JsonNode found = await portal.AskAsync("GET", $"/crm/v4/objects/contacts/{contact}/associations/deals");
        await portal.AskAsync("DELETE", $"/crm/v4/objects/deals/{deal}/associations/contacts/{contact}", null, HttpStatusCode.NoContent);
        JsonNode none = await portal.AskAsync("GET", $"/crm/v4/objects/contacts/{contact}/associations/deals");

        Assert.Equal(4, Assert.Single(found["results"]!.AsArray())!["associationTypes"]![0]!["typeId"]!.GetValue<int>());
        Assert.Empty(none["results"]!.AsArray());
    }

    [Fact]
    public async Task Create_DealWithAssociations_LinksIt()
    {
        await using var portal = new Portal();
        string company = portal.Emulator.Create("companies", ("name", "A"));
        string contact = portal.Emulator.Create("contacts", ("email", "nora@northpeak.example"));

        JsonNode made = await portal.AskAsync(
            "POST",
            "/crm/v3/objects/deals",
            $$"""
            {"properties":{"dealname":"D","dealstage":"contractsent"},"associations":[
              {"to":{"id":{{company}} },"types":{{Spec("HUBSPOT_DEFINED", 5)}} },
              {"to":{"id":{{contact}} },"types":{{Spec("HUBSPOT_DEFINED", 3)}} }]}
            """,
            HttpStatusCode.Created);

        JsonNode read = await portal.AskAsync("GET", $"/crm/v3/objects/deals/{made["id"]}?associations=companies,contacts");
        Assert.Equal(company, read["associations"]!["companies"]!["results"]![0]!["id"]!.ToString());
        Assert.Equal("deal_to_contact", read["associations"]!["contacts"]!["results"]![0]!["type"]!.ToString());
    }

    [Fact]
    public async Task List_Associations_PagesAndLeavesOutTheArchived()
    {
        await using var portal = new Portal();
        string company = portal.Emulator.Create("companies", ("name", "A"));
        string[] deals = [.. Enumerable.Range(1, 4).Select(n => portal.Deal($"D{n}"))];
        foreach (string deal in deals)
        {
            portal.Emulator.Associate("companies", company, "deals", deal);
        }

        portal.Emulator.Archive("deals", deals[1]);
        JsonNode first = await portal.AskAsync("GET", $"/crm/v4/objects/companies/{company}/associations/deals?limit=2");
        JsonNode second = await portal.AskAsync("GET", $"/crm/v4/objects/companies/{company}/associations/deals?limit=2&after={first["paging"]!["next"]!["after"]}");

        Assert.Equal([deals[0], deals[2]], first["results"]!.AsArray().Select(link => link!["toObjectId"]!.ToString()));
        Assert.Equal([deals[3]], second["results"]!.AsArray().Select(link => link!["toObjectId"]!.ToString()));
        Assert.Null(second["paging"]);
    }

    private static string Spec(string category, int type) => $"[{{\"associationCategory\":\"{category}\",\"associationTypeId\":{type}}}]";

    private static async Task<string[]> WaysAsync(Portal portal, string contact)
    {
        JsonNode page = await portal.AskAsync("GET", $"/crm/v4/objects/contacts/{contact}/associations/companies");
        return [.. page["results"]!.AsArray().Select(link => string.Join(',', link!["associationTypes"]!.AsArray().Select(type => type!["typeId"]!.ToString())))];
    }
}
