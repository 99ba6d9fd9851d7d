using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>What takes several calls, against an organisation that remembers.</summary>
public sealed class EmulatedTests
{
    [Fact]
    public async Task Poll_AccountMergedDeletedAndBackAgain_IsToldEachTime()
    {
        await using Rig rig = Rig.Create();
        string twin = rig.Emulator.Create("Account", new JsonObject { ["Name"] = "NorthPeak Twin" });
        string other = rig.Emulator.Create("Account", new JsonObject { ["Name"] = "South" });
        (_, string? watermark) = await rig.PollAllAsync(stream: "accounts");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.Emulator.Merge("Account", Rig.Account, twin);
        rig.Emulator.Delete("Account", other);

        (List<Delivery> gone, watermark) = await rig.PollAllAsync(watermark, "accounts");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.Emulator.Undelete("Account", other);
        (List<Delivery> back, _) = await rig.PollAllAsync(watermark, "accounts");

        Dictionary<string, Change> changes = gone.Select(rig.Adapter.DecodeChange).ToDictionary(c => c.Subject.Id, StringComparer.Ordinal);
        Assert.Equal((ChangeKinds.RecordMerged, Rig.Ref("customer", Rig.Account)), (changes[twin].Kind, changes[twin].Record));
        Assert.Equal(ChangeKinds.RecordGone, changes[other].Kind);
        Change there = rig.Adapter.DecodeChange(Assert.Single(back));
        Assert.Equal((ChangeKinds.CustomerSeen, other), (there.Kind, there.Subject.Id));
        Assert.True(there.Version > changes[other].Version);
    }

    [Fact]
    public async Task SetUp_Applied_IsPresentAfterwardsAndTakesASummary()
    {
        await using Rig rig = Rig.Create();

        IReadOnlyList<SetupFinding> asked = await rig.Adapter.SetUpAsync(apply: false, Rig.Token);
        IReadOnlyList<SetupFinding> made = await rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        IReadOnlyList<SetupFinding> after = await rig.Adapter.SetUpAsync(apply: true, Rig.Token);

        Assert.Contains(asked, f => f is { Field: "Account.Billing_MRR__c", State: SetupState.Missing });
        Assert.Contains(made, f => f is { Field: "Account.Billing_MRR__c", State: SetupState.Created });
        Assert.Contains(after, f => f is { Field: "Account.Billing_MRR__c", State: SetupState.Present });
        Assert.Equal((1, 1), (rig.Emulator.Ids("PermissionSet").Count, rig.Emulator.Ids("PermissionSetAssignment").Count));
        Outcome outcome = await SendAsync(rig, $$$"""{"type":"Account","id":"{{{Rig.Account}}}","fields":{"Billing_MRR__c":12345678.905,"Billing_Renews_On__c":"2027-09-15"}}""");
        Assert.Equal((OutcomeStatus.Applied, null), (outcome.Status, outcome.Discrepancy));
        Assert.Equal(("12345678.905", "2027-09-15"), (outcome.Values["Billing_MRR__c"], outcome.Values["Billing_Renews_On__c"]));
    }

    /// <summary>The set-up is run by the integration user, who may be allowed to make fields and not to give access to them.</summary>
    [Fact]
    public async Task SetUp_AccessThatTheUserMayNotGive_IsAPersonsToGive()
    {
        await using Rig rig = Rig.Create();
        rig.Emulator.OnWrite = write => write.Type == "PermissionSet" ? new SalesforceWriteError("INSUFFICIENT_ACCESS_OR_READONLY", "canary-words") : null;

        SetupFinding finding = (await rig.Adapter.SetUpAsync(apply: true, Rig.Token)).Single(f => f.Field == "Account.Billing_MRR__c");

        Assert.Equal(SetupState.Wrong, finding.State);
        Assert.StartsWith("it was made, and the integration user of 'crm' cannot see it", finding.Message, StringComparison.Ordinal);
        Assert.Contains("INSUFFICIENT_ACCESS_OR_READONLY", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SetUp_AccessTakenAway_IsGivenBackByTheGivenSet(bool keepsRead)
    {
        await using Rig rig = Rig.Create(configure: o => o.PermissionSet = "Finance_Sync");
        string set = rig.Emulator.Create("PermissionSet", new JsonObject { ["Name"] = "Finance_Sync", ["Label"] = "Finance" });
        rig.Emulator.Create("FieldPermissions", new JsonObject
        {
            ["ParentId"] = set, ["SobjectType"] = "Account", ["Field"] = $"Account.{Rig.Status}", ["PermissionsRead"] = true, ["PermissionsEdit"] = false,
        });
        rig.Emulator.RevokeField("Account", Rig.Status, keepsRead);
        string payload = $$$"""{"type":"Account","id":"{{{Rig.Account}}}","fields":{"Billing_Status__c":"Active"}}""";
        Outcome before = await SendAsync(rig, payload);

        SetupFinding finding = (await rig.Adapter.SetUpAsync(apply: true, Rig.Token)).Single(f => f.Field == $"Account.{Rig.Status}");
        Outcome after = await SendAsync(rig, payload);

        Assert.Equal((OutcomeStatus.Applied, SetupState.Created), (after.Status, finding.State));
        Assert.NotEqual(OutcomeStatus.Applied, before.Status);
        Assert.Equal([set], rig.Emulator.Ids("PermissionSet"));
    }

    [Fact]
    public async Task Send_UpsertWhoseReplyIsLost_MakesOneAccount()
    {
        const string Payload = """{"type":"Account","field":"Connectors_Id__c","key":"acct_1/cus_9","fields":{"Name":"South"}}""";
        await using Rig rig = Rig.Create();
        bool lost = false;
        rig.Emulator.OnCall = call => call.Method == "PATCH" && !lost && (lost = true) ? EmulatorFault.DropReply : EmulatorFault.None;

        Outcome first = await SendAsync(rig, Payload);
        Outcome second = await SendAsync(rig, Payload);

        Assert.Equal((OutcomeStatus.Unknown, OutcomeStatus.Applied), (first.Status, second.Status));
        Assert.Single(rig.Emulator.Ids("Account").Select(id => rig.Emulator.Find("Account", id)!), a => a["Connectors_Id__c"]?.GetValue<string>() == "acct_1/cus_9");
        Assert.Equal("South", rig.Record("Account", second.Target!.Id)["Name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Schema_OfAnOrganisation_HoldsEverythingThatIsNeeded()
    {
        await using Rig rig = Rig.Create();

        SchemaSnapshot schema = await rig.Adapter.ReadSchemaAsync(Rig.Token);

        Assert.Empty(rig.Adapter.Needs.Except(schema.Entries.Keys));
        Assert.Equal("won, active", schema.Entries["Opportunity.StageName=Closed Won"]);
    }

    [Fact]
    public async Task Pass_ByQueryJobRestartedAfterEveryPage_BringsEachAccountOnce()
    {
        await using Rig rig = Rig.Create(configure: Small);
        string[] made = [.. Enumerable.Range(0, 250).Select(i => rig.Emulator.Create("Account", new JsonObject { ["Name"] = $"Shop {i}, \"the best\"", ["BillingStreet"] = "One\nTwo" }))];
        List<string> found = [];
        string? watermark = rig.Adapter.Begin("accounts", null);
        for (bool more = true; more;)
        {
            await using Rig after = rig.Restart(Small);
            PollPage page = await after.PollAsync(watermark, "accounts");
            found.AddRange(page.Deliveries.Select(d => ((Customer)after.Adapter.DecodeChange(d).Record!).Ref.Id));
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        Assert.Equal(made.Append(Rig.Account).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Single(rig.Emulator.Calls, c => c.Method == "POST" && c.Path.EndsWith("/jobs/query", StringComparison.Ordinal));
        Assert.NotNull(Keyset.Parse(watermark));
    }

    [Fact]
    public async Task Receive_ChangesOfPeopleAndOfOurs_OnlyThoseOfPeopleMakeTheirStreamDue()
    {
        await using Rig rig = Rig.Create(configure: o => o.WebhookSecrets.Add("a-secret-of-the-path"));
        rig.Emulator.CaptureChanges("Account", "Opportunity");

        await SendAsync(rig, $$$"""{"type":"Account","id":"{{{Rig.Account}}}","fields":{"Billing_Status__c":"Active"}}""");
        JsonObject ours = Assert.Single(rig.Emulator.ChangeEvents());
        rig.Emulator.Update("Opportunity", Rig.Won, new JsonObject { ["NextStep"] = "call" });
        JsonObject theirs = rig.Emulator.ChangeEvents()[^1];

        Assert.Empty(Receive(rig, ours.ToJsonString()).Streams);
        Assert.Equal(["opportunities"], Receive(rig, theirs.ToJsonString()).Streams);
    }

    [Fact]
    public async Task Receive_OutboundMessagesOfTheOrganisation_AreAcknowledged()
    {
        await using Rig rig = Rig.Create(configure: Hears);
        rig.Emulator.NotifyOn("Account", "Name");
        rig.Emulator.Update("Account", Rig.Account, new JsonObject { ["Name"] = "NorthPeak SE" });
        List<WebhookResult> results = [];
        using SalesforceOutboundSender sender = new(new Uri("https://hub.example/webhooks/crm/a-secret-of-the-path"), new StubHandler(rig.Emulator.CreateHandler(), request =>
        {
            using StreamReader reader = new(request.Content!.ReadAsStream());
            results.Add(Receive(rig, reader.ReadToEnd()));
            return StubHandler.Answer(results[^1].Status, System.Text.Encoding.UTF8.GetString(results[^1].Answer!.Body.Span), "text/xml");
        }));

        await sender.DeliverAsync(rig.Emulator, cancellationToken: Rig.Token);

        Assert.Empty(rig.Emulator.PendingNotifications);
        Assert.All(results, r => Assert.Equal(["accounts"], r.Streams));
        Assert.NotEmpty(results);
    }

    private static void Small(SalesforceOptions options) => options.BulkPageSize = 100;

    private static void Hears(SalesforceOptions options)
    {
        options.OrganizationId = "00Di0000000icUB";
        options.WebhookSecrets.Add("a-secret-of-the-path");
    }

    private static WebhookResult Receive(Rig rig, string body) =>
        rig.Adapter.Receive(name => name == WebhookRequest.PathSecret ? "a-secret-of-the-path" : null, System.Text.Encoding.UTF8.GetBytes(body));

    private static async Task<Outcome> SendAsync(Rig rig, string payload) => Assert.Single(await rig.Adapter.SendAsync(
        [new Dispatch { Key = "k", Kind = EffectKinds.AccountSummary, Class = EffectClass.State, Payload = payload, Way = "", InDoubt = false, Attempts = 0 }], Rig.Token));
}
