using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Odoo.Connectors.HubSpot.Tests;

/// <summary>The vendor's payloads and faults of the line over a real socket.</summary>
public sealed class WireTests : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Read_WonDeal_IsPutTogetherOfTheRecordedAnswers()
    {
        Answer("GET", "/crm/v3/objects/deals/332507367156", Fixture.Text("deal_closedwon"));
        Answer("POST", "/crm/v4/associations/deals/companies/batch/read", Related("332507367156", 330222354146, 5));
        Answer("POST", "/crm/v4/associations/deals/contacts/batch/read", """{"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"none"}],"numErrors":1}""", 207);
        Answer("POST", "/crm/v4/associations/deals/line_items/batch/read", """{"results":[{"from":{"id":"332507367156"},"to":[{"toObjectId":53810745416,"associationTypes":[]},{"toObjectId":53810745417,"associationTypes":[]}]}]}""");
        Answer("POST", "/crm/v3/objects/companies/batch/read", """{"results":[{"id":"330222354146","properties":{"name":"NorthPeak GmbH"}}]}""");
        Answer("POST", "/crm/v4/associations/companies/contacts/batch/read", Related("330222354146", 508369434347, 280));
        Answer("POST", "/crm/v3/objects/contacts/batch/read", $$"""{"results":[{{Fixture.Text("contact")}}]}""");
        Answer("POST", "/crm/v3/objects/line_items/batch/read", Fixture.Text("line_items_batch_read_response"));
        await using Rig rig = Socket();

        byte[]? bytes = await rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Deal, "332507367156"), Rig.Token);
        Deal deal = (Deal)rig.Adapter.Decode(Rig.Ref(RecordKinds.Deal, "332507367156"), bytes);

        Assert.Equal(("NorthPeak GmbH", "nora@northpeak.example", 2), (deal.Customer.Name, deal.Customer.Email, deal.Lines.Count));
        // 5 × 40.00 and 1 × 50.00 are the deal's 250.00.
        Assert.Equal(deal.Amount!.Value.Amount, deal.Lines.Sum(l => l.Quantity * l.UnitPrice));
        string sent = _server.LogEntries.Single(e => e.RequestMessage!.Path.EndsWith("/line_items/batch/read", StringComparison.Ordinal) && e.RequestMessage.Path.StartsWith("/crm/v3", StringComparison.Ordinal)).RequestMessage!.Body!;
        Assert.Equal(["53810745416", "53810745417"], JsonNode.Parse(sent)!["inputs"]!.AsArray().Select(i => (string)i!["id"]!));
    }

    [Fact]
    public async Task List_RecordedPages_GoOnByTheirCursor()
    {
        _server.Given(Request.Create().UsingGet().WithPath("/crm/v3/objects/deals").WithParam("after", "332507367158")).AtPriority(1).RespondWith(Json(Fixture.Text("deals_list_page2")));
        Answer("GET", "/crm/v3/objects/deals", Fixture.Text("deals_list_page1"));
        foreach (string to in (string[])["companies", "contacts", "line_items"])
        {
            Answer("POST", $"/crm/v4/associations/deals/{to}/batch/read", """{"results":[]}""");
        }

        await using Rig rig = Socket();
        PollPage first = await rig.PollAsync("deals");
        PollPage last = await rig.PollAsync("deals", first.Watermark);

        Assert.Equal(["332507367156", "332507367157"], first.Deliveries.Select(d => d.Subject.Id));
        Assert.Equal(["332507367158"], last.Deliveries.Select(d => d.Subject.Id));
        Assert.Equal((true, false), (first.HasMore, last.HasMore));
        // The won one has no company here: a case of its own, the page goes on.
        Assert.Equal("deal_to_company", Assert.Throws<ConnectorException>(() => rig.Change(first.Deliveries[0])).Field);
        Assert.Equal(DealState.Open, ((Deal)rig.Change(first.Deliveries[1]).Record!).State);
    }

    [Fact]
    public async Task Upsert_RecordedAnswer_IsMatchedByTheUniquePropertyAndSentAsDocumented()
    {
        JsonObject answer = JsonNode.Parse(Fixture.Text("batch_upsert_response"))!.AsObject();
        answer["results"] = new JsonArray([.. answer["results"]!.AsArray().Reverse().Select(r => r!.DeepClone())]);
        Answer("POST", "/crm/v3/objects/deals/batch/upsert", answer.ToJsonString());
        Answer("POST", "/crm/v3/objects/deals/batch/read", """{"results":[]}""");
        await using Rig rig = Socket();
        string[] payloads = [.. JsonNode.Parse(Fixture.Text("batch_upsert_request"))!["inputs"]!.AsArray().Select(i =>
            new JsonObject { ["type"] = "deals", ["records"] = new JsonArray(new JsonObject { ["id"] = (string)i!["id"]!, ["idProperty"] = (string)i["idProperty"]!, ["fields"] = i["properties"]!.DeepClone() }) }.ToJsonString())];

        IReadOnlyList<Outcome> outcomes = await rig.Adapter.SendAsync(
            [.. payloads.Select((p, i) => new Dispatch { Key = $"k{i}", Kind = "test", Class = EffectClass.State, Payload = p, Way = "upsert", InDoubt = false, Attempts = 0 })], Rig.Token);

        Assert.Equal([("k0", "332507367160"), ("k1", "332507367161")], outcomes.Select(o => (o.Key, o.Target!.Id)));
        JsonNode sent = JsonNode.Parse(_server.LogEntries[0].RequestMessage!.Body!)!;
        foreach (JsonNode? input in sent["inputs"]!.AsArray())
        {
            input!.AsObject().Remove("objectWriteTraceId");
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fixture.Text("batch_upsert_request")), sent), sent.ToJsonString());
    }

    [Theory]
    [InlineData(FaultType.EMPTY_RESPONSE)]
    [InlineData(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task Line_Breaks_ReadsAreTriedAgainAndAWriteIsInDoubtAndSentOnce(FaultType fault)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithFault(fault));
        await using Rig rig = Socket();

        var read = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync("products"));
        int reads = _server.LogEntries.Count;
        Outcome write = await WriteAsync(rig);

        Assert.Contains(read.Kind, (ErrorKind[])[ErrorKind.Transient, ErrorKind.Protocol]);
        Assert.Equal(OutcomeStatus.Unknown, write.Status);
        Assert.Equal(1, _server.LogEntries.Count - reads);
    }

    [Theory]
    [InlineData("<html>gateway</html>", "text/html")]
    [InlineData("", "application/json")]
    [InlineData("{\"results\":", "application/json")]
    public async Task Answer_NoJsonUnder200_IsAProtocolFaultAndAWriteInDoubt(string body, string type)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithStatusCode(200).WithBody(body).WithHeader("Content-Type", type));
        await using Rig rig = Socket();

        var read = await Assert.ThrowsAnyAsync<ConnectorException>(() => rig.PollAsync("products"));
        Outcome write = await WriteAsync(rig);

        Assert.Equal((ErrorKind.Protocol, OutcomeStatus.Unknown), (read.Kind, write.Status));
    }

    [Fact]
    public async Task Line_Refused_NothingWasSent()
    {
        await using Rig rig = Socket();
        _server.Stop();

        Outcome write = await WriteAsync(rig);

        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.Transient), (write.Status, write.Reason!.Kind));
    }

    private static string Related(string from, long to, int type) =>
        $$"""{"status":"COMPLETE","results":[{"from":{"id":"{{from}}"},"to":[{"toObjectId":{{to}},"associationTypes":[{"category":"HUBSPOT_DEFINED","typeId":{{type}},"label":null}]}]}]}""";

    private static IResponseBuilder Json(string body, int status = 200) => Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json").WithBody(body);

    private static async Task<Outcome> WriteAsync(Rig rig) => Assert.Single(await rig.Adapter.SendAsync(
        [new Dispatch { Key = "k", Kind = "test", Class = EffectClass.State, Payload = """{"type":"companies","records":[{"id":"7","fields":{"billing_status":"active"}}]}""", Way = "update", InDoubt = false, Attempts = 0 }],
        Rig.Token));

    private void Answer(string method, string path, string body, int status = 200) =>
        _server.Given(Request.Create().UsingMethod(method).WithPath(path)).AtPriority(10).RespondWith(Json(body, status));

    private Rig Socket() => Rig.Create(new SocketsHttpHandler { AllowAutoRedirect = false }, o => o.ApiBase = new Uri(_server.Url!));
}
