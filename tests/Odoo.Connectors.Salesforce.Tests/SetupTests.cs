using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>Descriptions and made fields in the shapes of the REST and Tooling APIs.</summary>
public sealed class SetupTests
{
    private const string Right = """
        {"name":"Billing_Status__c","type":"picklist","length":255,"updateable":true,"picklistValues":[
         {"value":"Pending","active":true},{"value":"Active","active":true},{"value":"Past Due","active":true},{"value":"Paused","active":true},{"value":"Ended","active":true}]},
        {"name":"Billing_Currency__c","type":"string","length":3,"updateable":true},{"name":"Billing_MRR__c","type":"double","updateable":true},
        {"name":"Billing_Balance__c","type":"currency","updateable":true},{"name":"Billing_Overdue__c","type":"double","updateable":true},
        {"name":"Billing_Last_Payment_On__c","type":"date","updateable":true},{"name":"Billing_Last_Payment__c","type":"double","updateable":true},
        {"name":"Billing_Renews_On__c","type":"date","updateable":true},
        {"name":"Billing_Failure_Code__c","type":"string","length":60,"updateable":true},{"name":"Billing_Failure_Amount__c","type":"double","updateable":true},
        {"name":"Billing_Failure_Attempt__c","type":"double","updateable":true},{"name":"Billing_Failed_On__c","type":"date","updateable":true},
        {"name":"Billing_Next_Attempt_On__c","type":"date","updateable":true},
        {"name":"Billing_Standing__c","type":"picklist","length":255,"updateable":true,"picklistValues":[
         {"value":"Active","active":true},{"value":"PastDue","active":true},{"value":"Suspended","active":true},{"value":"Cancelled","active":true}]},
        {"name":"Billing_Standing_Since__c","type":"date","updateable":true},{"name":"Billing_Dunning_Step__c","type":"string","length":80,"updateable":true},
        {"name":"Billing_Promised_Until__c","type":"date","updateable":true},
        {"name":"Connectors_Id__c","type":"string","length":255,"externalId":true,"unique":true,"updateable":true}
        """;

    [Fact]
    public async Task SetUp_NothingThere_SaysWhatIsMissingAndMakesNothing()
    {
        await using Scripted org = Org("");

        IReadOnlyList<SetupFinding> findings = await org.Adapter.SetUpAsync(apply: false, TestContext.Current.CancellationToken);

        Assert.Equal(36, findings.Count);
        Assert.All(findings, f => Assert.Equal(SetupState.Missing, f.State));
        Assert.Equal("Account.Billing_Status__c", findings[0].Field);
        Assert.Equal(["Account.Connectors_Id__c", "Contact.Connectors_Id__c"], findings.Skip(34).Select(f => f.Field));
        Assert.DoesNotContain(org.Calls, c => c.Method == "POST");
    }

    [Fact]
    public async Task SetUp_EverythingRight_IsPresentWhetherOrNotItIsTextOrPicklist()
    {
        await using Scripted org = Org(Right);

        IReadOnlyList<SetupFinding> findings = await org.Adapter.SetUpAsync(apply: false, TestContext.Current.CancellationToken);

        Assert.All(findings.Where(f => f.Field.StartsWith("Account.", StringComparison.Ordinal)), f => Assert.Equal(SetupState.Present, f.State));
    }

    /// <summary>The shapes of ordinary records: a permission set, what it gives of each field, and whom it is assigned to.</summary>
    [Fact]
    public async Task SetUp_Apply_MakesEachFieldAndGivesAccessByAPermissionSet()
    {
        const string User = "0055w00000AbcdEAAR", Set = "0PS5w00000AbcdEGAR";
        await using Scripted org = new Scripted { Identity = $"{Scripted.Organization}/{User}" };
        org.Answer("GET", "/describe", 200, """{"name":"x","fields":[]}""", times: 3)
            .Answer("GET", "/sobjects/Account/describe", 200, $$"""{"name":"Account","fields":[{{Right}}]}""")
            .Answer("GET", "/sobjects/Contact/describe", 200, """{"name":"Contact","fields":[]}""")
            .Answer("GET", "/sobjects/Opportunity/describe", 200, """{"name":"Opportunity","fields":[]}""")
            .Answer("POST", "/tooling/sobjects/CustomField", 201, """{"id":"00N5w00000AbcdEEAR","success":true,"errors":[]}""")
            .Query("FROM PermissionSet WHERE Name = 'Odoo_Connectors'")
            .Query($"FROM FieldPermissions WHERE ParentId = '{Set}'", """{"Id":"01k5w00000AbcdEAAR","Field":"Account.Billing_MRR__c"}""")
            .Query($"FROM PermissionSetAssignment WHERE AssigneeId = '{User}' AND PermissionSetId = '{Set}'")
            .Answer("POST", "/composite/sobjects", 200, $$"""[{"id":"{{Set}}","success":true,"errors":[]}]""", times: 1)
            .Answer("PATCH", "/composite/sobjects", 200, """[{"id":"01k5w00000AbcdEAAR","success":true,"errors":[]}]""")
            .Answer("POST", "/composite/sobjects", 200, $"[{string.Join(',', Enumerable.Repeat("""{"id":"01k5w00000AbcdFAAR","success":true,"errors":[]}""", 35))}]", times: 1)
            .Answer("POST", "/composite/sobjects", 200, """[{"id":"0Pa5w00000AbcdEGAR","success":true,"errors":[]}]""", times: 1);

        IReadOnlyList<SetupFinding> findings = await org.Adapter.SetUpAsync(apply: true, TestContext.Current.CancellationToken);

        string[] made = [.. org.Calls.Where(c => c.Address.Contains("/tooling/", StringComparison.Ordinal)).Select(c => c.Body)];
        Assert.Equal(36, made.Length);
        Assert.Equal("""{"FullName":"Account.Billing_Status__c","Metadata":{"label":"Billing status","type":"Text","description":"Where the customer stands with what it bought.","length":40}}""", made[0]);
        Assert.Contains("\"type\":\"Number\",\"description\":\"What running contracts bill a month, before tax.\",\"precision\":18,\"scale\":3", made[2], StringComparison.Ordinal);
        Assert.EndsWith("\"length\":255,\"externalId\":true,\"unique\":true,\"caseSensitive\":true}}", made[35], StringComparison.Ordinal);
        string[] given = [.. org.Calls.Where(c => c.Address.Contains("/composite/", StringComparison.Ordinal)).Select(c => $"{c.Method} {c.Body}")];
        Assert.Equal(4, given.Length);
        Assert.Equal("""POST {"allOrNone":false,"records":[{"attributes":{"type":"PermissionSet"},"Name":"Odoo_Connectors","Label":"Odoo Connectors","Description":"Access to the fields that the connectors write to."}]}""", given[0]);
        Assert.Contains(given, g => g.StartsWith($$"""POST {"allOrNone":false,"records":[{"attributes":{"type":"FieldPermissions"},"ParentId":"{{Set}}","SobjectType":"Account","Field":"Account.Billing_Status__c","PermissionsRead":true,"PermissionsEdit":true},""", StringComparison.Ordinal));
        Assert.Contains("""PATCH {"allOrNone":false,"records":[{"attributes":{"type":"FieldPermissions"},"id":"01k5w00000AbcdEAAR","PermissionsRead":true,"PermissionsEdit":true}]}""", given);
        Assert.Equal($$"""POST {"allOrNone":false,"records":[{"attributes":{"type":"PermissionSetAssignment"},"AssigneeId":"{{User}}","PermissionSetId":"{{Set}}"}]}""", given[3]);
        Assert.All(findings.Where(f => f.Field.StartsWith("Account.", StringComparison.Ordinal)), f => Assert.Equal(SetupState.Created, f.State));
        SetupFinding unseen = findings.Single(f => f.Field == "Contact.Connectors_Id__c");
        Assert.Equal((SetupState.Wrong, true), (unseen.State, unseen.Message.StartsWith("it was made, and the integration user of 'crm' cannot see it", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SetUp_FieldWithoutEditAccess_IsMissingItUntilApplied()
    {
        await using Scripted org = Org("""{"name":"Billing_Renews_On__c","type":"date","updateable":false}""");

        SetupFinding finding = (await org.Adapter.SetUpAsync(apply: false, TestContext.Current.CancellationToken)).Single(f => f.Field == "Account.Billing_Renews_On__c");

        Assert.Equal(SetupState.Missing, finding.State);
        Assert.Contains("edit access", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"Billing_MRR__c","type":"string","length":10,"updateable":true}""", "Account.Billing_MRR__c", "of the type string")]
    [InlineData("""{"name":"Billing_Currency__c","type":"string","length":2,"updateable":true}""", "Account.Billing_Currency__c", "2 characters")]
    [InlineData("""{"name":"Billing_Status__c","type":"picklist","updateable":true,"picklistValues":[{"value":"Pending","active":false}]}""", "Account.Billing_Status__c", "'Pending'")]
    [InlineData("""{"name":"Connectors_Id__c","type":"string","length":255,"externalId":false,"unique":true,"updateable":true}""", "Account.Connectors_Id__c", "external id")]
    [InlineData("""{"name":"Connectors_Id__c","type":"string","length":255,"externalId":true,"unique":false,"updateable":true}""", "Account.Connectors_Id__c", "unique")]
    [InlineData("""{"name":"Billing_Renews_On__c","type":"date","updateable":false}""", "Account.Billing_Renews_On__c", "may not edit")]
    public async Task SetUp_FieldThatDoesNotFit_IsWrongAndNeverChanged(string field, string name, string words)
    {
        await using Scripted org = Org(field).Answer("POST", "/tooling/", 201, """{"id":"00N5w00000AbcdEEAR","success":true,"errors":[]}""");

        SetupFinding finding = (await org.Adapter.SetUpAsync(apply: true, TestContext.Current.CancellationToken)).Single(f => f.Field == name);

        Assert.Equal(SetupState.Wrong, finding.State);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(org.Calls, c => c.Method == "POST" && c.Body.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SetUp_FieldThatTheUserCannotSee_IsWrongAndSaysSo()
    {
        await using Scripted org = Org("").Answer("POST", "/tooling/", 400, """[{"message":"There is already a field named Billing_Status on Account.","errorCode":"DUPLICATE_DEVELOPER_NAME","fields":[]}]""");

        SetupFinding finding = (await org.Adapter.SetUpAsync(apply: true, TestContext.Current.CancellationToken))[0];

        Assert.Equal(SetupState.Wrong, finding.State);
        Assert.StartsWith("it is there, and the integration user of 'crm' cannot see it", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_UsedFieldsAndTheirPicklists_AreInTheSnapshot()
    {
        await using Scripted org = new Scripted(o => o.OpportunityCustomFields.Add("Region__c"))
            .Answer("GET", "/sobjects/Opportunity/describe", 200, """
                {"name":"Opportunity","fields":[{"name":"Name","type":"string","length":120},{"name":"NextStep","type":"string","length":255},{"name":"Region__c","type":"string","length":20},
                 {"name":"StageName","type":"picklist","picklistValues":[{"value":"Closed Won","active":true},{"value":"Old","active":false}]},{"name":"Billing_Invoice__c","type":"string","length":80}]}
                """)
            .Query("FROM OpportunityStage", """{"Id":"01J5w00000AbcdEEAR","ApiName":"Closed Won","IsActive":true,"IsClosed":true,"IsWon":true}""", """{"Id":"01J5w00000AbcdFEAR","ApiName":"Old","IsActive":false,"IsClosed":true,"IsWon":false}""")
            .Answer("GET", "/describe", 200, """{"name":"x","fields":[{"name":"Name","type":"string","length":80}]}""");

        IReadOnlyDictionary<string, string> entries = (await org.Adapter.ReadSchemaAsync(TestContext.Current.CancellationToken)).Entries;

        Assert.Equal(
            ("string 120", "string 20", "picklist", "won, active", "lost, inactive", "string 80"),
            (entries["Opportunity.Name"], entries["Opportunity.Region__c"], entries["Opportunity.StageName"], entries["Opportunity.StageName=Closed Won"], entries["Opportunity.StageName=Old"], entries["Opportunity.Billing_Invoice__c"]));
        Assert.Equal("string 80", entries["Contact.Name"]);
        Assert.False(entries.ContainsKey("Opportunity.NextStep"));
        Assert.Superset(
            new HashSet<string> { "Account.BillingCountry", "Contact.AccountId", "Product2.ProductCode", "Opportunity.StageName", "Opportunity.Region__c", "OpportunityLineItem.TotalPrice" },
            org.Adapter.Needs.ToHashSet());
        Assert.DoesNotContain("Account.BillingCountryCode", org.Adapter.Needs);
    }

    private static Scripted Org(string accountFields) => new Scripted()
        .Answer("GET", "/sobjects/Account/describe", 200, $$"""{"name":"Account","fields":[{{accountFields}}]}""")
        .Answer("GET", "/sobjects/Contact/describe", 200, """{"name":"Contact","fields":[]}""")
        .Answer("GET", "/sobjects/Opportunity/describe", 200, """{"name":"Opportunity","fields":[]}""");
}
