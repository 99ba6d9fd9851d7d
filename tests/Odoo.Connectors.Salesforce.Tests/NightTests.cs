using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What changes in an organisation while the hub runs.</summary>
public sealed class NightTests
{
    private const string Job = "7505w00000XyzABAAZ";

    /// <summary>250 dollars must never become 250 euros: where there are several currencies, DefaultCurrency stops the reading of deals.</summary>
    [Theory]
    [InlineData("opportunities")]
    [InlineData("lines")]
    public async Task Poll_DefaultCurrencyInAnOrganisationOfSeveral_ReadsNoDeal(string stream)
    {
        await using Rig rig = Rig.Create(configure: o => o.DefaultCurrency = "EUR");

        var polled = await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync(stream: stream));
        var read = await Assert.ThrowsAsync<ConnectorException>(() => rig.DealAsync());

        Assert.All([polled, read], e => Assert.Equal((ErrorKind.Configuration, "DefaultCurrency"), (e.Kind, e.Field)));
        Assert.NotNull(await rig.PollAsync(stream: "accounts"));
    }

    [Fact]
    public async Task Poll_OrganisationThatGetsASecondCurrency_StopsWithinTheHour()
    {
        await using Rig rig = Rig.Create(configure: o => o.DefaultCurrency = "EUR");
        rig.Emulator.RemoveField("Opportunity", "CurrencyIsoCode");
        await rig.PollAsync();
        await rig.PollAsync();
        int described = rig.Emulator.Calls.Count(c => c.Path.EndsWith("/describe", StringComparison.Ordinal));
        rig.Emulator.DeclareField("Opportunity", "CurrencyIsoCode");
        rig.Clock.Advance(TimeSpan.FromHours(1));

        var e = await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync());

        Assert.Equal((1, "DefaultCurrency"), (described, e.Field));
    }

    [Theory]
    [InlineData(true, SetupState.Wrong)]
    [InlineData(false, SetupState.Present)]
    public async Task SetUp_AmountInACurrencyField_IsWrongWhereThereAreSeveral(bool several, SetupState state)
    {
        await using Rig rig = Rig.Create();
        rig.Emulator.DeclareField("Account", "Billing_MRR__c", "currency");
        if (!several)
        {
            rig.Emulator.RemoveField("Account", "CurrencyIsoCode");
        }

        SetupFinding finding = (await rig.Adapter.SetUpAsync(apply: false, Rig.Token)).Single(f => f.Field == "Account.Billing_MRR__c");

        Assert.Equal(state, finding.State);
    }

    /// <summary>A retired version refuses everything: effects wait for the option to be right, none of them is condemned.</summary>
    [Fact]
    public async Task Send_VersionRetired_IsNotAppliedAndNamesTheOption()
    {
        await using Scripted org = new Scripted().Answer("PATCH", "/composite/sobjects", 410, """[{"message":"canary-words","errorCode":"UNSUPPORTED_API_VERSION"}]""");

        IReadOnlyList<Outcome> two = await SendAsync(org, Account("001ZM000001QkdOYAS", "North"), Account("001ZM000001QkdPYAS", "South"));
        IReadOnlyList<Outcome> one = await SendAsync(org, Account("001ZM000001QkdOYAS", "North"));

        Assert.All(two.Concat(one), o => Assert.Equal(
            (OutcomeStatus.NotApplied, ErrorKind.Configuration, "api-version", "ApiVersion"), (o.Status, o.Reason!.Kind, o.Reason.Cause, o.Reason.Field)));
        Assert.Contains("set ApiVersion", one[0].Reason!.Message, StringComparison.Ordinal);
    }

    /// <summary>Results are given to the version that began the job only; the vendor documents 409 for another one.</summary>
    [Fact]
    public async Task Pass_VersionChangedInTheMiddle_IsBegunAnew()
    {
        await using Scripted org = Bulk().Answer("GET", "/results", 409, """[{"message":"x","errorCode":"API_VERSION_MISMATCH"}]""");

        PollPage page = await org.Adapter.PollAsync("accounts", $"bulk|639145728000000000|{Job}|MTAwMDA", TestContext.Current.CancellationToken);

        Assert.Single(org.Calls, c => c.Method == "POST");
        Assert.EndsWith($"|{Job}|", page.Watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_TokenThatEndsInTheMiddle_GoesOnAtTheSameSet()
    {
        await using Scripted org = Bulk()
            .Answer("GET", "/results", 401, """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""", times: 1)
            .Answer("GET", "/results?locator=MTAwMDA", 200, "Id,SystemModstamp,IsDeleted,Name\n001ZM000001QkdPYAS,2026-09-10T08:00:00.000Z,false,South\n", type: "text/csv", headers: ("Sforce-Locator", "null"))
            .Query("FROM Contact");

        PollPage page = await org.Adapter.PollAsync("accounts", $"bulk|639145728000000000|{Job}|MTAwMDA", TestContext.Current.CancellationToken);

        Assert.Equal(("001ZM000001QkdPYAS", 2), (Assert.Single(page.Deliveries).Subject.Id, org.Logins.Count));
        Assert.DoesNotContain(org.Calls, c => c.Method == "POST");
    }

    /// <summary>A contact of two customers, both told at once: in one call Salesforce would refuse both for the key that stands twice.</summary>
    [Fact]
    public async Task Send_OneRecordByTwoEffects_GoesByTwoCallsInTheirOrder()
    {
        await using Rig rig = Rig.Create();

        IReadOnlyList<Outcome> keyed = await SendAsync(rig, Contact("acct_1/p_1", "First"), Contact("acct_1/p_2", "Other"), Contact("ACCT_1/P_1", "Second"));
        string id = rig.Emulator.Ids("Contact")[0];
        IReadOnlyList<Outcome> byId = await SendAsync(rig, ById(id, "Third"), ById(id, "Fourth"));

        Assert.All(keyed.Concat(byId), o => Assert.Equal(OutcomeStatus.Applied, o.Status));
        Assert.Equal(("Fourth", 2), ((string?)rig.Emulator.Find("Contact", id)!["LastName"], rig.Emulator.Ids("Contact").Count));
        Assert.Equal(4, rig.Emulator.Calls.Count(c => c.Method == "PATCH"));
    }

    [Fact]
    public async Task PersonAccount_IsReadByItsOwnAddressAndWrittenByTheTwoPartsOfItsName()
    {
        await using Scripted org = new Scripted(Persons, hub: hub => hub.Ownership.Own<Customer>("billing"))
            .Query("FROM Account WHERE Id IN", """{"Id":"001ZM000001QkdOYAS","SystemModstamp":"2026-09-10T08:00:00.000+0000","Name":"Nora Anna Peak","IsPersonAccount":true,"PersonEmail":"nora@northpeak.example","Contacts":null}""");
        ExternalRef there = new("crm", RecordKinds.Customer, "001ZM000001QkdOYAS");
        Customer person = new() { Ref = new ExternalRef("billing", RecordKinds.Customer, "cus_1"), Name = " Nora Anna Peak ", IsCompany = false, Email = "nora@northpeak.example" };

        var read = (Customer)org.Adapter.Decode(there, await org.Adapter.ReadAsync(there, TestContext.Current.CancellationToken));
        string payload = Plan(org, person).Payload, company = Plan(org, person with { IsCompany = true }).Payload;

        Assert.Equal((false, "nora@northpeak.example"), (read.IsCompany, read.Email));
        Assert.Contains("IsPersonAccount, PersonEmail", Uri.UnescapeDataString(org.Calls[0].Address).Replace('+', ' '), StringComparison.Ordinal);
        Assert.EndsWith("""
            "fields":{"FirstName":"Nora Anna","LastName":"Peak","PersonEmail":"nora@northpeak.example"}}
            """, payload, StringComparison.Ordinal);
        Assert.Contains("\"Name\":\" Nora Anna Peak \"", company, StringComparison.Ordinal);
    }

    private static void Persons(SalesforceOptions options)
    {
        options.AccountCustomFields.Add("IsPersonAccount");
        options.AccountCustomFields.Add("PersonEmail");
    }

    private static Scripted Bulk() => new Scripted()
        .Query("/limits")
        .Answer("POST", "/jobs/query", 200, $$"""{"id":"{{Job}}","state":"UploadComplete"}""")
        .Answer("GET", $"/jobs/query/{Job}$", 200, $$"""{"id":"{{Job}}","state":"JobComplete"}""");

    private static EffectPlan Plan(Scripted org, Customer customer)
    {
        Known known = new(
            new Dictionary<string, string> { ["crm"] = Scripted.Organization, ["billing"] = "acct_1" },
            org.Clock.GetUtcNow(),
            new Dictionary<Need, object?> { [new Need.Link(customer.Ref)] = null },
            (_, _) => new object());
        return Assert.IsType<PlanResult.Send>(org.Adapter.Plan(
            new Intent { Target = "crm", Kind = EffectKinds.Customer, Class = EffectClass.Document, Source = customer.Ref, Record = customer }, known)).Plan;
    }

    private static JsonObject Account(string id, string name) => new() { ["type"] = "Account", ["id"] = id, ["fields"] = new JsonObject { ["Name"] = name } };

    private static JsonObject Contact(string key, string name) =>
        new() { ["type"] = "Contact", ["field"] = "Connectors_Id__c", ["key"] = key, ["fields"] = new JsonObject { ["LastName"] = name } };

    private static JsonObject ById(string id, string name) => new() { ["type"] = "Contact", ["id"] = id, ["fields"] = new JsonObject { ["LastName"] = name } };

    private static Task<IReadOnlyList<Outcome>> SendAsync(Scripted org, params JsonObject[] payloads) => org.Adapter.SendAsync(Dispatches(payloads), TestContext.Current.CancellationToken);

    private static Task<IReadOnlyList<Outcome>> SendAsync(Rig rig, params JsonObject[] payloads) => rig.Adapter.SendAsync(Dispatches(payloads), Rig.Token);

    private static Dispatch[] Dispatches(JsonObject[] payloads) => [.. payloads.Select((p, i) => new Dispatch
    {
        Key = $"k{(char)('a' + i)}", Kind = EffectKinds.Contacts, Class = EffectClass.State, Payload = p.ToJsonString(), Way = "", InDoubt = false, Attempts = 0,
    })];
}
