using System.Text;
using Microsoft.Extensions.Configuration;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What a payload becomes without an organisation: recordings of others and payloads composed of documented fields.</summary>
public sealed class ToolsTests
{
    private static readonly SalesforceTools Tools = new();

    [Fact]
    public void Decode_PageOfOpportunities_TellsChangesAndUsedAndIgnoredFields()
    {
        DecodedPayload page = Decode(Rig.Fixture("query_opportunities_page1"));

        Assert.Equal("page of 2 Opportunity", page.Title);
        Assert.Null(page.Error);
        DecodedItem won = page.Items[0];
        Assert.Equal((ChangeKinds.DealSeen, "salesforce/deal/0065w000023STAmAAO"), (won.Change!.Kind, won.Change.Subject.ToString()));
        var deal = Assert.IsType<Deal>(won.Record);
        Assert.Equal((true, "Closed Won", 250m, 2), (deal.IsWon, deal.Stage, deal.Amount!.Value.Amount, deal.Lines.Count));
        Assert.Equal(
            ["Id", "AccountId", "Account.Name", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon", "CurrencyIsoCode", "SystemModstamp",
             "OpportunityLineItems.records.Id", "OpportunityLineItems.records.Quantity", "OpportunityLineItems.records.UnitPrice", "OpportunityLineItems.records.TotalPrice",
             "OpportunityLineItems.records.ServiceDate", "OpportunityLineItems.records.Product2Id", "OpportunityLineItems.records.Product2.ProductCode",
             "OpportunityLineItems.records.Product2.Name"],
            won.Fields.Used);
        Assert.Equal(
            ["attributes", "Account.attributes", "Probability", "HasOpportunityLineItem", "Pricebook2Id", "OwnerId", "CreatedDate", "LastModifiedDate",
             "OpportunityLineItems.totalSize", "OpportunityLineItems.done", "OpportunityLineItems.records.attributes",
             "OpportunityLineItems.records.PricebookEntryId", "OpportunityLineItems.records.Product2.attributes"],
            won.Fields.Ignored);
    }

    [Theory]
    [InlineData("query_opportunities_page2", "page of 1 Opportunity", "deal.seen")]
    [InlineData("account", "one Account", "customer.seen")]
    [InlineData("contact", "one Contact", "contact.seen")]
    [InlineData("query_empty", "page of 0 records", null)]
    [InlineData("versions", "3 versions of the API", null)]
    [InlineData("limits", "limits of the organisation", null)]
    [InlineData("oauth_token_response", "answer of a login; the token is not shown", null)]
    [InlineData("upsert_created", "result of a write", null)]
    [InlineData("upsert_updated", "result of a write", null)]
    [InlineData("cdc_gap_update", "change event", null)]
    [InlineData("cdc_pubsub_account_update_decoded", "change event", null)]
    public void Decode_Fixture_IsKnownForWhatItIs(string fixture, string title, string? change)
    {
        DecodedPayload payload = Decode(Rig.Fixture(fixture));

        Assert.Equal((title, null), (payload.Title, payload.Error));
        Assert.All(payload.Items, i => Assert.Null(i.Error));
        Assert.Equal(change, payload.Items.Select(i => i.Change?.Kind).FirstOrDefault());
    }

    [Theory]
    [InlineData("error_malformed_id", 400, ErrorKind.Validation, "Id")]
    [InlineData("error_unable_to_lock_row", 400, ErrorKind.Transient, null)]
    [InlineData("error_invalid_session_id", 401, ErrorKind.Authentication, null)]
    [InlineData("oauth_error_user_not_approved", 400, ErrorKind.Authentication, null)]
    public void Decode_Error_IsTheNamedOne(string fixture, int status, ErrorKind kind, string? field)
    {
        DecodedPayload payload = Decode(Rig.Fixture(fixture), new DecodeOptions { Status = status });

        Assert.Equal((kind, field), (payload.Error!.Kind, payload.Error.Field));
    }

    [Fact]
    public void Decode_ResultsOfWrites_HaveAnErrorEach()
    {
        DecodedPayload payload = Decode("""
            [{"id":"001xx0000004GxDAAU","success":true,"errors":[],"created":true},
             {"success":false,"errors":[{"statusCode":"MALFORMED_ID","message":"Contact ID: id value of incorrect type","fields":["Id"]}]}]
            """);

        Assert.Equal(("results of 2 writes", "made", ErrorKind.Validation), (payload.Title, payload.Items[0].Note, payload.Items[1].Error!.Kind));
    }

    [Fact]
    public void Decode_Composite_TellsEachCall()
    {
        DecodedPayload payload = Decode("""
            {"compositeResponse":[{"body":{"id":"0016g00000Wqu1EAAR","success":true,"errors":[]},"httpHeaders":{},"httpStatusCode":201,"referenceId":"NewAccount"},
             {"body":[{"errorCode":"PROCESSING_HALTED","message":"The transaction was rolled back"}],"httpHeaders":{},"httpStatusCode":400,"referenceId":"NewContact"}]}
            """);

        Assert.Equal(["NewAccount", "NewContact"], payload.Items.Select(i => i.Name));
        Assert.Equal((null, ErrorKind.Transient), (payload.Items[0].Error, payload.Items[1].Error!.Kind));
    }

    [Fact]
    public void Decode_OutboundMessage_SaysWhatIsReadNext()
    {
        DecodedPayload payload = Decode(WebhookTests.Message("Opportunity", "0065w000023STAmAAO", "Case", "5005w00000B1c2dAAA"));

        Assert.Equal("outbound message of organisation 00D5w000004qGTOEA2 with 2 notifications", payload.Title);
        Assert.Contains("the stream opportunities is polled", payload.Items[0].Note, StringComparison.Ordinal);
        Assert.Equal(["Id"], payload.Items[0].Fields.Used);
        Assert.Equal(["Name"], payload.Items[0].Fields.Ignored);
        Assert.Equal("nothing of this type is read", payload.Items[1].Note);
    }

    [Fact]
    public void Decode_ResultsOfAQueryJob_AreRecords()
    {
        DecodedPayload payload = Decode("\"Id\",\"SystemModstamp\",\"Name\",\"Fax\"\n\"001ZM000001QkdOYAS\",\"2026-09-10T08:00:00.000Z\",\"North, Peak\",\"1\"\n");

        DecodedItem item = Assert.Single(payload.Items);
        Assert.Equal(("results of a query job with 1 rows", "North, Peak"), (payload.Title, Assert.IsType<Customer>(item.Record).Name));
        Assert.Equal(["Fax"], item.Fields.Ignored);
    }

    [Fact]
    public void Decode_DeletedAndMerged_AreTold()
    {
        DecodedPayload payload = Decode("""
            {"totalSize":2,"done":true,"records":[
             {"attributes":{"type":"Account"},"Id":"001ZM000001QkdPYAS","IsDeleted":true,"MasterRecordId":"001ZM000001QkdOYAS","SystemModstamp":"2026-09-10T08:00:00.000+0000"},
             {"attributes":{"type":"Opportunity"},"Id":"0065w000023STAmAAO","IsDeleted":true,"SystemModstamp":"2026-09-10T08:00:00.000+0000"}]}
            """);

        Assert.Equal([ChangeKinds.RecordMerged, ChangeKinds.RecordGone], payload.Items.Select(i => i.Change!.Kind));
    }

    [Fact]
    public void Decode_SettingsOfAHost_MapItsFieldsAndNameItsSystem()
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AccountCustomFields:0"] = "Billing_Customer_Id__c" }).Build();

        DecodedItem item = Assert.Single(Decode(Rig.Fixture("account"), new DecodeOptions { System = "crm-eu", Settings = settings }).Items);

        Assert.Equal("crm-eu/customer/001ZM000001QkdOYAS", item.Change!.Subject.ToString());
        Assert.Contains("Billing_Customer_Id__c", item.Fields.Used);
        Assert.True(Assert.IsType<Customer>(item.Record).Custom.ContainsKey("Billing_Customer_Id__c"));
    }

    [Theory]
    [InlineData("""{"attributes":{"type":"Opportunity"},"Id":"0065w000023STAmAAO","AccountId":"001ZM000001QkdOYAS","CloseDate":"15.09.2026","SystemModstamp":"2026-09-10T08:00:00.000+0000"}""", "CloseDate")]
    [InlineData("""{"attributes":{"type":"Account"},"Id":"short"}""", "Id")]
    public void Decode_RecordThatCannotBeRead_NamesTheField(string body, string field) =>
        Assert.Equal(field, Assert.Single(Decode(body).Items).Error!.Field);

    [Theory]
    [InlineData("{ \"a\": ")]
    [InlineData("12")]
    [InlineData("{\"what\":1}")]
    [InlineData("[1]")]
    [InlineData("<!DOCTYPE x><x/>")]
    [InlineData("")]
    public void Decode_NoPayloadOfTheVendor_IsAnErrorAndNeverThrows(string body) => Assert.Equal(ErrorKind.Protocol, Decode(body).Error!.Kind);

    [Theory]
    [InlineData("canary-secret-0001", null)]
    [InlineData("canary-secret-0002", "WebhookSecrets")]
    public void Verify_Secret_IsOneInForce(string given, string? reason)
    {
        string? failure = Tools.Verify(["canary-secret-0001"], n => n == WebhookRequest.PathSecret ? given : null, Encoding.UTF8.GetBytes(WebhookTests.Message("Account", "001ZM000001QkdOYAS")), DateTimeOffset.UnixEpoch);

        Assert.Equal(reason is null, failure is null);
        Assert.Contains(reason ?? "", failure ?? "", StringComparison.Ordinal);
        Assert.Equal("salesforce", Tools.Vendor);
    }

    /// <summary>The vendor's own examples have no open licence: they are read where they lie beside the project.</summary>
    [Theory]
    [InlineData("collections_upsert_request.json", "request to write 2 Account", "Name", "attributes, MyExtId__c")]
    [InlineData("collections_upsert_response.json", "results of 2 writes", "", "")]
    [InlineData("collections_upsert_partial_failure.json", "results of 2 writes", "", "")]
    [InlineData("composite_request.json", "request of several calls", "", "")]
    [InlineData("composite_response.json", "answers of 2 calls", "", "")]
    [InlineData("get_updated.json", "list of changed ids", "", "")]
    [InlineData("cdc_pubsub_opportunity_create.json", "change event", "ChangeEventHeader", null)]
    [InlineData("cdc_cometd_case_update.json", "change event", "ChangeEventHeader", null)]
    [InlineData("outbound_message_opportunity.xml", "outbound message of organisation 00D5w000004qGTOEA2 with 1 notifications", "Id", null)]
    public void Decode_VendorsExample_IsKnownForWhatItIs(string file, string title, string used, string? ignored)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !Directory.Exists(Path.Combine(root, "..", "shared", "fixtures", "salesforce")))
        {
            root = Path.GetDirectoryName(root);
        }

        Assert.SkipWhen(root is null, "There is no ../shared/fixtures beside the project.");
        DecodedPayload payload = Decode(File.ReadAllText(Path.Combine(root!, "..", "shared", "fixtures", "salesforce", file)));

        Assert.Equal((title, null), (payload.Title, payload.Error));
        Assert.Equal(file.Contains("partial_failure", StringComparison.Ordinal), payload.Items.Any(i => i.Error is not null));
        FieldUse fields = payload.Items.Count == 0 ? FieldUse.None : payload.Items[0].Fields;
        Assert.Equal(used, string.Join(", ", fields.Used));
        Assert.Equal(ignored ?? string.Join(", ", fields.Ignored), string.Join(", ", fields.Ignored));
    }

    private static DecodedPayload Decode(string body, DecodeOptions? options = null) => Tools.Decode(Encoding.UTF8.GetBytes(body), options ?? new DecodeOptions());
}
