using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>
/// Records that were merged away before anybody told. HubSpot's changelog says that reading an old id shows the merged record with its
/// own id; how a write to an old id is answered it does not say, so that each answer is tried.
/// </summary>
public sealed class MergeTests
{
    private static readonly string[] s_companies = ["7", "8", "9"];

    private const string Survivor = """{"id":"20","properties":{"billing_status":"active","hs_merged_object_ids":"7;8"}}""";

    [Fact]
    public async Task Write_ToAMergedCompanyOfThePortal_ReachesTheSurvivorOnceAndTellsOfTheMerge()
    {
        await using Portal portal = new();
        await portal.Rig.Adapter.SetUpAsync(apply: true, Rig.Token);
        string one = portal.Emulator.Create("companies", ("name", "NorthPeak")), two = portal.Emulator.Create("companies", ("name", "NorthPeak GmbH"));
        string survivor = portal.Emulator.Merge("companies", one, two);

        Outcome outcome = Assert.Single(await portal.Rig.Adapter.SendAsync([Status("k", one)], Rig.Token));

        Assert.Equal((OutcomeStatus.Applied, Customer(survivor)), (outcome.Status, outcome.Target));
        Assert.Equal([new IdentityFact.Merged(Customer(one), Customer(survivor))], outcome.Facts);
        Assert.Equal("active", (string?)portal.Emulator.Find("companies", survivor)!["properties"]!["billing_status"]);
        Assert.Equal("active", outcome.Values["billing_status"]);
        Assert.Equal(1, portal.Emulator.Calls.Count(c => c.Path.EndsWith("/batch/update", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"status":"COMPLETE","results":[{"id":"20","objectWriteTraceId":"0","properties":{}}]}""", 200, 1)]
    [InlineData("""{"status":"COMPLETE","results":[{"id":"20","properties":{}}]}""", 200, 1)]
    [InlineData("""{"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"no","context":{"ids":["7"]}}]}""", 207, 2)]
    [InlineData("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404, 2)]
    public async Task Write_HoweverAnOldIdIsAnswered_IsWrittenOnceToTheSurvivor(string first, int status, int writes)
    {
        Answers answers = Portal(a => a.Body.Contains("\"id\":\"7\"", StringComparison.Ordinal) ? Answers.Json(first, status) : Answers.Json("""{"status":"COMPLETE","results":[{"id":"20","properties":{}}]}"""));
        await using Rig rig = Rig.Create(answers);

        Outcome outcome = Assert.Single(await rig.Adapter.SendAsync([Status("k", "7")], Rig.Token));

        Assert.Equal((OutcomeStatus.Applied, Customer("20")), (outcome.Status, outcome.Target));
        Assert.Equal([new IdentityFact.Merged(Customer("7"), Customer("20"))], outcome.Facts);
        Assert.Equal(writes, answers.Asked.Count(IsUpdate));
    }

    [Fact]
    public async Task Write_TwoThatWereMergedIntoOne_AreWrittenInTheirOrder()
    {
        Answers answers = Portal(a =>
        {
            JsonArray inputs = JsonNode.Parse(a.Body)!["inputs"]!.AsArray();
            return inputs.Any(i => (string)i!["id"]! is "7" or "8")
                ? Answers.Json("""{"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"no","context":{"ids":["7","8"]}}]}""", 207)
                : inputs.Count == 1 ? Answers.Json("""{"status":"COMPLETE","results":[{"id":"20","properties":{}}]}""")
                : Answers.Json("""{"status":"error","category":"VALIDATION_ERROR","message":"Duplicate IDs found in batch input: [20]."}""", 400);
        });
        await using Rig rig = Rig.Create(answers);

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync([Status("k7", "7", "past_due"), Status("k8", "8")], Rig.Token);

        Assert.All(outcomes, o => Assert.Equal((OutcomeStatus.Applied, Customer("20")), (o.Status, o.Target)));
        Assert.Equal(["7", "8"], outcomes.SelectMany(o => o.Facts).Cast<IdentityFact.Merged>().Select(f => f.Loser.Id));
        Assert.Equal(["past_due", "active"], answers.Asked.Where(IsUpdate).Skip(1).Select(a => (string)JsonNode.Parse(a.Body)!["inputs"]![0]!["properties"]!["billing_status"]!));
    }

    [Fact]
    public async Task Write_ReplyLostOnTheWayToTheSurvivor_IsInDoubtAndTellsOfTheMergeAlready()
    {
        Answers answers = Portal(a => a.Body.Contains("\"id\":\"7\"", StringComparison.Ordinal)
            ? Answers.Json("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404)
            : throw new HttpRequestException("reset"));
        await using Rig rig = Rig.Create(answers);

        Outcome outcome = Assert.Single(await rig.Adapter.SendAsync([Status("k", "7")], Rig.Token));

        Assert.Equal(OutcomeStatus.Unknown, outcome.Status);
        Assert.Equal([new IdentityFact.Merged(Customer("7"), Customer("20"))], outcome.Facts);
        Assert.Equal(2, answers.Asked.Count(IsUpdate));
    }

    [Theory]
    [InlineData("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404, OutcomeStatus.Refused, ErrorKind.NotFound)]
    [InlineData("""{"status":"error","message":"down"}""", 503, OutcomeStatus.NotApplied, ErrorKind.Transient)]
    public async Task Write_ToARecordThatIsGoneOrCannotBeAsked_IsNoMerge(string read, int status, OutcomeStatus expected, ErrorKind kind)
    {
        Answers answers = new(a => a.Method == "GET" ? Answers.Json(read, status) : Answers.Json("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404));
        await using Rig rig = Rig.Create(answers);

        Outcome outcome = Assert.Single(await rig.Adapter.SendAsync([Status("k", "7")], Rig.Token));

        Assert.Equal((expected, kind), (outcome.Status, outcome.Reason!.Kind));
        Assert.Empty(outcome.Facts);
        Assert.Equal(1, answers.Asked.Count(IsUpdate));
    }

    [Fact]
    public async Task Contacts_OfCompaniesOfWhichOneIsMergedAndOneGone_FailForTheGoneOneAlone()
    {
        Answers answers = new(a => (a.Method, a.Path) switch
        {
            ("GET", _) => a.Path.Contains("/companies/7", StringComparison.Ordinal) ? Answers.Json(Survivor) : Answers.Json("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404),
            (_, var path) when path.EndsWith("/associate/default", StringComparison.Ordinal) => a.Body.Contains("\"id\":\"7\"", StringComparison.Ordinal) || a.Body.Contains("\"id\":\"9\"", StringComparison.Ordinal)
                ? Answers.Json("""{"status":"error","category":"OBJECT_NOT_FOUND","message":"no"}""", 404) : Answers.Json("""{"status":"COMPLETE","results":[]}"""),
            (_, var path) when path.EndsWith("/batch/upsert", StringComparison.Ordinal) => Answers.Json(
                $"{{\"status\":\"COMPLETE\",\"results\":[{string.Join(',', JsonNode.Parse(a.Body)!["inputs"]!.AsArray().Select((n, i) => $"{{\"id\":\"10{i}\",\"properties\":{{\"odoo_connectors_id\":\"{n!["id"]}\"}}}}"))}]}}"),
            _ => Answers.Json("""{"results":[]}"""),
        });
        await using Rig rig = Rig.Create(answers);

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync([.. s_companies.Select(Contacts)], Rig.Token);

        Assert.Equal(
            [(OutcomeStatus.Applied, "20"), (OutcomeStatus.Applied, "8"), (OutcomeStatus.Refused, null)], outcomes.Select(o => (o.Status, o.Target?.Id)));
        Assert.Equal([new IdentityFact.Merged(Customer("7"), Customer("20"))], outcomes.SelectMany(o => o.Facts));
    }

    [Fact]
    public void Plan_ForARecordThatTheMapHasAsMerged_IsOfTheSurvivor()
    {
        ExternalRef old = Customer("7"), survivor = Customer("20");
        RecordLink link = new(Guid.Empty, old, [new() { Reference = old, State = LinkState.Superseded, SupersededBy = "20" }, new() { Reference = survivor, IsPrimary = true }]);
        Known known = new(
            new Dictionary<string, string> { ["crm"] = "62515" },
            Rig.Start,
            new() { [new Need.Link(old)] = link, [new Need.ShadowOf(survivor)] = Shadow.Empty, [new Need.Busy("crm", "customer/20")] = false, [new Need.Busy("crm", "customer/7")] = false },
            (_, _) => new object());
        using HttpMessageHandler none = new Answers(_ => throw new InvalidOperationException("Planning calls nobody."));

        var send = Assert.IsType<PlanResult.Send>(Rig.Create(none).Adapter.Plan(
            new Intent { Target = "crm", Kind = EffectKinds.AccountStatus, Class = EffectClass.State, Source = old, Record = ContractStatus.Active }, known));

        Assert.Equal("customer/20", send.Plan.Subject);
        Assert.Equal("""{"type":"companies","records":[{"id":"20","fields":{"billing_status":"active"}}]}""", send.Plan.Payload);
    }

    [Fact]
    public async Task Record_ThatOthersWereMergedInto_SaysWhichItselfNotAmongThem()
    {
        using HttpMessageHandler none = new Answers(_ => throw new InvalidOperationException("Decoding calls nobody."));
        await using Rig rig = Rig.Create(none);
        const string Merged = "\"hs_merged_object_ids\":\"7; 8;20;x\"";
        object Read(string kind, string json) => rig.Adapter.Decode(Rig.Ref(kind, "20"), System.Text.Encoding.UTF8.GetBytes(json));

        var customer = (Customer)Read(RecordKinds.Customer, $$$"""{"company":{"id":"20","properties":{"name":"N",{{{Merged}}}}},"contact":null}""");
        var contact = (Contact)Read(RecordKinds.Contact, $$$"""{"contact":{"id":"20","properties":{"lastname":"N",{{{Merged}}}}},"company":null}""");

        Assert.Equal([Customer("7"), Customer("8")], customer.Formerly);
        Assert.Equal([Rig.Ref(RecordKinds.Contact, "7"), Rig.Ref(RecordKinds.Contact, "8")], contact.Formerly);
    }

    private static Answers Portal(Func<Asked, HttpResponseMessage> update) => new(a =>
        IsUpdate(a) ? update(a) : a.Method == "GET" ? Answers.Json(Survivor) : Answers.Json($$"""{"results":[{{Survivor}}]}"""));

    private static bool IsUpdate(Asked asked) => asked.Path.EndsWith("/batch/update", StringComparison.Ordinal);

    private static ExternalRef Customer(string id) => Rig.Ref(RecordKinds.Customer, id);

    private static Dispatch Status(string key, string company, string status = "active") =>
        Dispatch(key, "update", $$$"""{"type":"companies","records":[{"id":"{{{company}}}","fields":{"billing_status":"{{{status}}}"}}]}""");

    private static Dispatch Contacts(string company) => Dispatch(
        company, "contacts", $$$"""{"type":"contacts","records":[{"id":"c{{{company}}}","idProperty":"odoo_connectors_id","fields":{"odoo_connectors_id":"c{{{company}}}"}}],"company":"{{{company}}}"}""");

    private static Dispatch Dispatch(string key, string way, string payload) =>
        new() { Key = key, Kind = "test", Class = EffectClass.State, Payload = payload, Way = way, InDoubt = false, Attempts = 0 };
}
