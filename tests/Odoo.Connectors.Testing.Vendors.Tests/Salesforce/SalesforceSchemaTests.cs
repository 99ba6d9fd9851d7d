using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceSchemaTests
{
    [Fact]
    public async Task Describe_Opportunity_TellsTypesStagesAndWhatIsReadOnly()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.DeclareField("Opportunity", "Odoo_Terms__c", "picklist", picklist: ["Monthly", "Yearly"]);

        JsonNode describe = await DescribeAsync(org, "Opportunity");

        JsonNode Field(string name) => describe["fields"]!.AsArray().Single(field => field!["name"]!.ToString() == name)!;
        Assert.Equal("currency", Field("Amount")["type"]!.ToString());
        Assert.Equal("date", Field("CloseDate")["type"]!.ToString());
        Assert.Equal("""["Account"]""", Field("AccountId")["referenceTo"]!.ToJsonString());
        Assert.False(Field("IsWon")["updateable"]!.GetValue<bool>());
        Assert.Contains("Closed Won", Field("StageName")["picklistValues"]!.AsArray().Select(value => value!["value"]!.ToString()));
        Assert.Equal(["Monthly", "Yearly"], Field("Odoo_Terms__c")["picklistValues"]!.AsArray().Select(value => value!["value"]!.ToString()));
        Assert.True(Field("Odoo_Terms__c")["custom"]!.GetValue<bool>());
    }

    [Fact]
    public async Task CreateField_New_IsSeenOnceItIsGranted()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage made = await CreateAsync(org, "Account.Odoo_Mrr__c", """{"label":"MRR","type":"Number","precision":18,"scale":3}""");

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.StartsWith("00N", (await Fixture.JsonAsync(made))["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("INVALID_FIELD", await org.QueryErrorAsync("SELECT Odoo_Mrr__c FROM Account"));
        Assert.DoesNotContain("Odoo_Mrr__c", Names(await DescribeAsync(org, "Account")));

        org.Emulator.GrantField("Account", "Odoo_Mrr__c");

        JsonNode field = (await DescribeAsync(org, "Account"))["fields"]!.AsArray().Single(f => f!["name"]!.ToString() == "Odoo_Mrr__c")!;
        Assert.Equal("double", field["type"]!.ToString());
        Assert.Equal(18, field["precision"]!.GetValue<int>());
        Assert.Equal(3, field["scale"]!.GetValue<int>());
        using HttpResponseMessage written = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Odoo_Mrr__c":200.5}""");
        Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        using HttpResponseMessage wrong = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Odoo_Mrr__c":"much"}""");
        Assert.Equal("JSON_PARSER_ERROR", (await Fixture.JsonAsync(wrong))[0]!["errorCode"]!.ToString());
    }

    [Theory]
    [InlineData("Account.Billing_Customer_Id__c", """{"label":"X","type":"Text","length":80}""", "DUPLICATE_DEVELOPER_NAME")]
    [InlineData("Account.New__c", """{"label":"X","type":"Text"}""", "FIELD_INTEGRITY_EXCEPTION")]
    [InlineData("Account.New", """{"label":"X","type":"Date"}""", "FIELD_INTEGRITY_EXCEPTION")]
    public async Task CreateField_Wrong_IsRefused(string name, string metadata, string code)
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await CreateAsync(org, name, metadata);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task CreateField_UniqueExternalId_IsEnforcedAndShort()
    {
        await using Org org = await Org.CreateAsync();
        using HttpResponseMessage made = await CreateAsync(org, "Account.Odoo_Id__c", """{"label":"Odoo id","type":"Text","length":5,"externalId":true,"unique":true}""");
        org.Emulator.GrantField("Account", "Odoo_Id__c");
        using HttpResponseMessage first = await org.SendAsync("PATCH", "sobjects/Account/Odoo_Id__c/7", """{"Name":"A"}""");

        using HttpResponseMessage twin = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Odoo_Id__c":"7"}""");
        using HttpResponseMessage tooLong = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Odoo_Id__c":"123456"}""");

        JsonNode duplicate = (await Fixture.JsonAsync(twin))[0]!;
        Assert.Equal("DUPLICATE_VALUE", duplicate["errorCode"]!.ToString());
        Assert.Equal($"duplicate value found: Odoo_Id__c duplicates value on record with id: {(await Fixture.JsonAsync(first))["id"]}", duplicate["message"]!.ToString());
        Assert.Equal("STRING_TOO_LONG", (await Fixture.JsonAsync(tooLong))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task FieldPermissions_OfAnAssignedSet_GiveReadAndThenEdit()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.RevokeField("Account", "Billing_Customer_Id__c");
        string set = await MadeAsync("PermissionSet", """{"Name":"Sync","Label":"Sync"}""");
        string given = await MadeAsync("FieldPermissions", $$"""{"ParentId":"{{set}}","SobjectType":"Account","Field":"Account.Billing_Customer_Id__c","PermissionsRead":true}""");
        Assert.Equal("INVALID_FIELD", await org.QueryErrorAsync("SELECT Billing_Customer_Id__c FROM Account"));

        await MadeAsync("PermissionSetAssignment", $$"""{"AssigneeId":"{{org.UserId}}","PermissionSetId":"{{set}}"}""");
        JsonNode readable = (await DescribeAsync(org, "Account"))["fields"]!.AsArray().Single(f => f!["name"]!.ToString() == "Billing_Customer_Id__c")!;
        using HttpResponseMessage refused = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Billing_Customer_Id__c":"7"}""");
        using HttpResponseMessage edit = await org.SendAsync("PATCH", $"sobjects/FieldPermissions/{given}", """{"PermissionsEdit":true}""");
        using HttpResponseMessage written = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Billing_Customer_Id__c":"7"}""");

        Assert.False(readable["updateable"]!.GetValue<bool>());
        Assert.Equal("INVALID_FIELD_FOR_INSERT_UPDATE", (await Fixture.JsonAsync(refused))[0]!["errorCode"]!.ToString());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (edit.StatusCode, written.StatusCode));

        async Task<string> MadeAsync(string type, string body)
        {
            using HttpResponseMessage made = await org.SendAsync("POST", $"sobjects/{type}", body);
            return (await Fixture.JsonAsync(made))["id"]!.ToString();
        }
    }

    [Theory]
    [InlineData("Account.Nowhere__c", true, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")]
    [InlineData("Account.Name", false, "FIELD_INTEGRITY_EXCEPTION")]
    public async Task FieldPermissions_Wrong_AreRefused(string field, bool read, string code)
    {
        await using Org org = await Org.CreateAsync();
        string set = org.Emulator.Create("PermissionSet", new JsonObject { ["Name"] = "Sync", ["Label"] = "Sync" });

        using HttpResponseMessage response = await org.SendAsync(
            "POST", "sobjects/FieldPermissions", $$"""{"ParentId":"{{set}}","SobjectType":"Account","Field":"{{field}}","PermissionsRead":{{(read ? "true" : "false")}},"PermissionsEdit":true}""");
        using HttpResponseMessage twin = await org.SendAsync("POST", "sobjects/PermissionSet", """{"Name":"Sync","Label":"Twin"}""");

        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
        Assert.Equal("DUPLICATE_VALUE", (await Fixture.JsonAsync(twin))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task RemoveField_Used_IsUnknownToCalls()
    {
        await using Org org = await Org.CreateAsync();

        org.Emulator.RemoveField("Account", "Billing_Customer_Id__c");

        Assert.Equal("INVALID_FIELD", await org.QueryErrorAsync("SELECT Billing_Customer_Id__c FROM Account"));
        Assert.DoesNotContain("Billing_Customer_Id__c", Names(await DescribeAsync(org, "Account")));
    }

    private static IEnumerable<string> Names(JsonNode describe) => describe["fields"]!.AsArray().Select(field => field!["name"]!.ToString());

    private static Task<HttpResponseMessage> CreateAsync(Org org, string name, string metadata) =>
        org.SendAsync("POST", "tooling/sobjects/CustomField", $$"""{"FullName":"{{name}}","Metadata":{{metadata}} }""");

    private static async Task<JsonNode> DescribeAsync(Org org, string type)
    {
        using HttpResponseMessage response = await org.SendAsync("GET", $"sobjects/{type}/describe");
        return await Fixture.JsonAsync(response);
    }
}
