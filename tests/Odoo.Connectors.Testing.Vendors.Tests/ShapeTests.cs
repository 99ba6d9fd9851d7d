using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>Answers have the names and kinds of the vendors' published examples, which are read from ../shared where that folder is.</summary>
public sealed class ShapeTests
{
    [Fact]
    public async Task HubSpot_AssociationsBatchRead_HoldsWhatTheExampleHolds()
    {
        JsonNode example = Shapes.Shared("hubspot/associations_v4_batch_read_response.json");
        await using var portal = new Portal();
        portal.Emulator.DefineAssociationLabel("contacts", "companies", "Billing contact", 28, 29);
        portal.Emulator.DefineAssociationLabel("contacts", "companies", "Chef", 37, 38);
        portal.Emulator.DefineAssociationLabel("contacts", "companies", "Decision maker", 30, 31);
        foreach (JsonNode? result in example["results"]!.AsArray())
        {
            string contact = result!["from"]!["id"]!.ToString();
            portal.Emulator.Load("contacts", $$"""{"id":"{{contact}}","properties":{} }""");
            foreach (JsonNode? link in result["to"]!.AsArray())
            {
                string company = link!["toObjectId"]!.ToString();
                portal.Emulator.Load("companies", $$"""{"id":"{{company}}","properties":{} }""");
                foreach (JsonNode? way in link["associationTypes"]!.AsArray())
                {
                    portal.Emulator.Associate("contacts", contact, "companies", company, way!["typeId"]!.GetValue<int>());
                }
            }
        }

        JsonNode answer = await portal.AskAsync("POST", "/crm/v4/associations/contacts/companies/batch/read", """{"inputs":[{"id":"33451"},{"id":"29851"}]}""");

        Assert.Equal(Links(example), Links(answer));
        Assert.Empty(Shapes.Differences(example, answer));
    }

    [Theory]
    [InlineData("hubspot/error_403_missing_scopes.json", "POST", "/crm/v3/objects/deals", 403)]
    [InlineData("hubspot/search_companies_response.json", "POST", "/crm/v3/objects/companies/search", 200)]
    public async Task HubSpot_Answer_HasTheShapeOfTheExample(string example, string method, string path, int status)
    {
        JsonNode expected = Shapes.Shared(example);
        await using var portal = new Portal(new HubSpotEmulatorOptions { Scopes = ["crm.objects.companies.read"] });
        for (int number = 1; number <= 3; number++)
        {
            portal.Emulator.Create("companies", ("name", $"C{number}"), ("annualrevenue", "1000000"));
        }

        JsonNode answer = await portal.RefusedAsync(method, path, """{"limit":2,"properties":["name","annualrevenue"]}""", status);

        Assert.Empty(Shapes.Differences(expected, answer));
    }

    [Fact]
    public async Task HubSpot_TooManyCalls_AnswerAsTheExample()
    {
        JsonNode example = Shapes.Shared("hubspot/error_429_ten_secondly.json");
        await using var portal = new Portal(new HubSpotEmulatorOptions { TenSecondRequests = 0 });

        using HttpResponseMessage response = await portal.SendAsync("GET", "/crm/v3/objects/deals");

        JsonNode body = await Fixture.JsonAsync(response);
        body["correlationId"] = example["body"]!["correlationId"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(example["body"], body), body.ToJsonString());
        Assert.All(
            example["headers"]!.AsObject().Where(header => header.Key.StartsWith("X-HubSpot", StringComparison.Ordinal)),
            header => Assert.True(response.Headers.Contains(header.Key), header.Key));
    }

    [Theory]
    [InlineData("salesforce/collections_upsert_partial_failure.json", "PATCH", "composite/sobjects", """{"records":[{"attributes":{"type":"Account"},"id":"001ZM000001QkdOYAS"},{"attributes":{"type":"Account"},"id":"001xx0000004GxEAAU"}]}""")]
    [InlineData("salesforce/collections_upsert_response.json", "PATCH", "composite/sobjects/Account/Billing_Customer_Id__c", """{"records":[{"attributes":{"type":"Account"},"Name":"A","Billing_Customer_Id__c":"AAA"},{"attributes":{"type":"Account"},"Name":"B","Billing_Customer_Id__c":"BBB"}]}""")]
    [InlineData("salesforce/get_updated.json", "GET", "sobjects/Account/updated/?start=2026-08-31T00:00:00%2B00:00&end=2026-09-20T12:00:00%2B00:00", null)]
    [InlineData("salesforce/error_malformed_id.json", "GET", "sobjects/Account/001900K0001pPuOAAA", null)]
    [InlineData("salesforce/composite_response.json", "POST", "composite", """{"compositeRequest":[{"method":"PATCH","url":"/services/data/v66.0/sobjects/Account/Billing_Customer_Id__c/ID12345","referenceId":"NewAccount","body":{"Name":"Acme"}}]}""")]
    public async Task Salesforce_Answer_HasTheShapeOfTheExample(string example, string method, string path, string? body)
    {
        JsonNode expected = Shapes.Shared(example);
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync(method, path, body);

        Assert.Empty(Shapes.Differences(expected, await Fixture.JsonAsync(response)));
    }

    private static IEnumerable<string> Links(JsonNode answer) => answer["results"]!.AsArray()
        .SelectMany(result => result!["to"]!.AsArray().SelectMany(link => link!["associationTypes"]!.AsArray()
            .Select(way => $"{result["from"]!["id"]} {link["toObjectId"]} {way!["category"]} {way["typeId"]} {way["label"]}")))
        .Order(StringComparer.Ordinal);
}
