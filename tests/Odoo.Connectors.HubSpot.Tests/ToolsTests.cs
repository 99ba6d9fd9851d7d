using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class ToolsTests
{
    private static readonly HubSpotTools Tools = new();

    /// <summary>Every payload with the fields that are read of it and those that are not: what is added to a table changes a row.</summary>
    [Theory]
    [InlineData(
        "deal_closedwon", "answer with one record",
        "id properties.dealname properties.amount properties.deal_currency_code properties.dealstage properties.pipeline properties.closedate properties.hs_is_closed properties.hs_is_closed_won updatedAt archived",
        "properties.createdate properties.hs_lastmodifieddate properties.hs_object_id properties.hubspot_owner_id properties.dealtype createdAt associations")]
    [InlineData(
        "deals_list_page1", "page of 2 deals",
        "id properties.dealname properties.amount properties.deal_currency_code properties.dealstage properties.pipeline properties.closedate properties.hs_is_closed properties.hs_is_closed_won updatedAt archived",
        "properties.createdate properties.hs_lastmodifieddate properties.hs_object_id properties.hubspot_owner_id properties.dealtype createdAt")]
    [InlineData(
        "deals_list_page2", "page of 1 deals",
        "id properties.dealname properties.amount properties.deal_currency_code properties.dealstage properties.pipeline properties.closedate properties.hs_is_closed properties.hs_is_closed_won updatedAt archived",
        "properties.createdate properties.hs_lastmodifieddate properties.hs_object_id properties.hubspot_owner_id properties.dealtype createdAt")]
    [InlineData(
        "contact", "answer with one record", "id properties.email properties.firstname properties.lastname updatedAt archived",
        "properties.createdate properties.hs_object_id properties.lastmodifieddate createdAt")]
    [InlineData(
        "line_items_batch_read_response", "answer of a batch with 2 line_items",
        "id properties.name properties.quantity properties.price properties.amount properties.hs_sku properties.recurringbillingfrequency properties.hs_recurring_billing_period properties.hs_line_item_currency_code properties.hs_product_id updatedAt archived",
        "properties.createdate properties.hs_lastmodifieddate properties.hs_object_id createdAt")]
    [InlineData(
        "webhook_sdk_test_body", "webhook with 1 events", "eventId portalId occurredAt subscriptionType objectId",
        "subscriptionId attemptNumber changeSource changeFlag appId")]
    [InlineData(
        "contacts_list_or_batch", "page of 1 contacts", "id properties.email properties.firstname properties.lastname updatedAt archived",
        "properties.createdate properties.hs_object_id properties.lastmodifieddate createdAt", true)]
    [InlineData(
        "search_companies_response", "page of 10 companies", "id properties.name updatedAt archived",
        "properties.annualrevenue properties.createdate properties.hs_lastmodifieddate properties.hs_object_id createdAt", true)]
    [InlineData(
        "webhook_deal_lifecycle", "webhook with 4 events", "eventId occurredAt subscriptionType portalId objectId propertyName",
        "attemptNumber sourceId changeSource appId changeFlag subscriptionId propertyValue", true)]
    [InlineData(
        "webhook_contact_lifecycle", "webhook with 3 events", "eventId occurredAt subscriptionType portalId objectId propertyName",
        "attemptNumber sourceId changeSource appId changeFlag subscriptionId propertyValue", true)]
    public void Decode_Fixture_ReadsEveryUsedFieldAndNamesTheOthers(string name, string title, string used, string ignored, bool isShared = false)
    {
        DecodedPayload decoded = Decode(isShared ? Fixture.Shared(name) : Fixture.Text(name));

        Assert.Equal((title, null), (decoded.Title, decoded.Error));
        Assert.All(decoded.Items, i => Assert.Null(i.Error));
        Assert.All(decoded.Items, i => Assert.True(i.Record is not null || i.Change is not null));
        Assert.Equal(Sorted(used.Split(' ')), Sorted(decoded.Items.SelectMany(i => i.Fields.Used).Distinct()));
        Assert.Equal(Sorted(ignored.Split(' ')), Sorted(decoded.Items.SelectMany(i => i.Fields.Ignored).Distinct()));

        static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
    }

    /// <summary>What is none of ours is told by its name, never guessed.</summary>
    [Theory]
    [InlineData("pipelines_deals", "page of 1 pipeline", false)]
    [InlineData("batch_upsert_request", "body of a request", false)]
    [InlineData("owners_list", "page of 3 record", true)]
    [InlineData("commerce_subscription", "answer with one record", true)]
    [InlineData("associations_v4_batch_read_response", "answer of a batch with 2 associations", true)]
    [InlineData("associations_batch_create_response", "answer of a batch with 2 associations", true)]
    [InlineData("oauth_token_response", "answer of the token endpoint", true)]
    [InlineData("deal_create_request", "body of a request", true)]
    [InlineData("batch_create_deals_request", "body of a request", true)]
    [InlineData("batch_update_by_idproperty_request", "body of a request", true)]
    [InlineData("search_request_deals", "body of a request", true)]
    [InlineData("pipeline_create_request", "answer", true)]
    public void Decode_NoRecordOfOurs_SaysWhatItIs(string name, string title, bool isShared)
    {
        DecodedPayload decoded = Decode(isShared ? Fixture.Shared(name) : Fixture.Text(name));

        Assert.Equal((title, null), (decoded.Title, decoded.Error));
        Assert.All(decoded.Items, i => Assert.True(i is { Record: null, Change: null, Error: null, Note: not null }));
    }

    [Fact]
    public void Decode_PrivacyDeletion_SaysThatThePersonIsErasedAndNotRead()
    {
        byte[] body = Encoding.UTF8.GetBytes("""[{"eventId":1,"portalId":62515,"subscriptionType":"contact.privacyDeletion","occurredAt":1782371971992,"objectId":5}]""");

        DecodedItem item = Assert.Single(Tools.Decode(body, new DecodeOptions { System = "crm" }).Items);

        Assert.Equal((ChangeKinds.RecordErased, "what is kept of the contact is erased"), (item.Change!.Kind, item.Note));
    }

    [Fact]
    public void Decode_Errors_AreTheVerdictThatACallWouldHave()
    {
        DecodedPayload multi = Decode(Fixture.Shared("batch_create_207_multistatus"));
        JsonNode wrapped = JsonNode.Parse(Fixture.Text("error_429_search_secondly"))!;

        Assert.Equal((ErrorKind.Configuration, "missing"), (multi.Items[^1].Error!.Kind, multi.Items[^1].Error!.Field));
        Assert.Equal(ErrorKind.RateLimited, Decode(wrapped["body"]!.ToJsonString()).Error!.Kind);
        Assert.Equal(ErrorKind.Permission, Decode(Fixture.Shared("error_403_missing_scopes")).Error!.Kind);
        Assert.Equal((ErrorKind.Validation, "discount"), (Decode(Fixture.Shared("error_400_validation_example")).Error!.Kind, Decode(Fixture.Shared("error_400_validation_example")).Error!.Field));
    }

    [Fact]
    public void Decode_BatchUpsertAnswer_IsMappedByItsProperties()
    {
        // The answer of an upsert holds what was written, which does not say of what type it is.
        DecodedPayload decoded = Tools.Decode(Fixture.Bytes("batch_upsert_response"), new DecodeOptions { Type = "deals", Settings = Settings(("DefaultCurrency", "EUR")) });

        Assert.Equal([180.00m, 90.00m], decoded.Items.Select(i => ((Deal)i.Record!).Amount!.Value.Amount));
    }

    [Fact]
    public void Decode_Events_AreTheChangesThatTheHubWouldDecide()
    {
        DecodedPayload decoded = Decode("""
            [{"eventId":1,"portalId":1,"subscriptionType":"company.merge","occurredAt":1782371971992,"primaryObjectId":1,"mergedObjectIds":[2],"newObjectId":3},
             {"eventId":2,"portalId":1,"subscriptionType":"line_item.creation","occurredAt":1782371971992,"objectId":4},
             {"eventId":3,"portalId":1,"subscriptionType":"deal.creation","occurredAt":1782371971992},
             7]
            """);

        Assert.Equal(
            [ChangeKinds.RecordMerged, ChangeKinds.RecordMerged, ChangeKinds.CustomerSeen, null, null, null],
            decoded.Items.Select(i => i.Change?.Kind));
        Assert.Equal(["objectId", null], decoded.Items.TakeLast(2).Select(i => i.Error!.Field));
    }

    [Theory]
    [InlineData("""{"id":"1","properties":{"name":"Acme"}}""", "widgets", "widgets")]
    [InlineData("""{"id":"1","properties":{"hs_status":"active"}}""", null, "record")]
    public void Decode_UnknownType_IsNotGuessed(string payload, string? type, string name)
    {
        DecodedItem item = Assert.Single(Tools.Decode(Encoding.UTF8.GetBytes(payload), new DecodeOptions { Type = type }).Items);

        Assert.Equal((name, null), (item.Name, item.Record));
    }

    [Fact]
    public void Decode_NoJson_NamesThePlace() => Assert.Equal("line 2, byte 3", Decode("[1,\n 2x]").Error!.Field);

    [Theory]
    [InlineData("K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=", null, null)]
    [InlineData("K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Z=", null, "does not match")]
    [InlineData(null, "69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750", "AcceptSignatureV1")]
    [InlineData(null, "00", "does not match")]
    [InlineData(null, null, "missing")]
    public void Verify_SdkVectors_SaysWhetherAndWhyNot(string? third, string? first, string? why)
    {
        // The third version is the SDK's own vector; the first is SHA-256 over secret and body, as sha256sum reckons it.
        Func<string, string?> header = name => name switch
        {
            "X-HubSpot-Signature-v3" => third, "X-HubSpot-Request-Timestamp" => "1693657560000", "X-HubSpot-Signature" => first,
            WebhookRequest.Uri => "https://www.example.com/webhook_uri", WebhookRequest.Method => "POST", _ => null,
        };

        string? failure = Tools.Verify(["yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"], header, "{'example_field':'example_value'}"u8.ToArray(), DateTimeOffset.FromUnixTimeMilliseconds(1693657561000));

        Assert.True(why is null ? failure is null : failure!.Contains(why, StringComparison.Ordinal), failure);
    }

    private static DecodedPayload Decode(string json) => Tools.Decode(Encoding.UTF8.GetBytes(json), new DecodeOptions());

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
}
