using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Loading;

public sealed class LookupTests
{
    private static readonly OdooExternalId One = OdooExternalId.Parse("bill.cust_1");
    private static readonly OdooExternalId Two = OdooExternalId.Parse("__import__.cust_2");
    private static readonly OdooExternalId Missing = OdooExternalId.Parse("bill.nosuch");

    [Fact]
    public async Task LookupExternalIdsAsync_RecordedTable_AsksOncePerModule()
    {
        JsonArray table = Transcript.Get("load.json", "xmlid map in ir.model.data")["response"]!["body"]!["result"]!.AsArray();
        using Rig rig = new(request => Answer.Result(request, new JsonArray(
            [.. table.Where(r => r!["module"]!.GetValue<string>() == request.Args[5]![0]![0]![2]!.GetValue<string>()).Select(r => r!.DeepClone())])));

        IReadOnlyDictionary<OdooExternalId, OdooExternalIdTarget> found = await rig.Client.LookupExternalIdsAsync([One, Two, Missing, One], cancellationToken: Rig.Token);

        Assert.Equal(2, found.Count);
        Assert.Equal(new OdooExternalIdTarget("res.partner", 22), found[One]);
        Assert.Equal(new OdooExternalIdTarget("res.partner", 23), found[Two]);
        Assert.Equal(2, rig.Handler.Calls.Count);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""[[["module", "=", "bill"], ["name", "in", ["cust_1", "nosuch"]]]]"""), rig.Handler.Calls[0].Args[5]);
    }

    [Fact]
    public async Task LookupExternalIdsAsync_TableRefused_AsksForEachWithArchived()
    {
        JsonObject missing = Transcript.Get("load.json", "check_object_reference of a missing id");
        using Rig rig = new(request => (request.Args[4]!.GetValue<string>(), request.Args[5]!.AsArray()) switch
        {
            ("search_read", _) => Answer.Error(request, "odoo.exceptions.AccessError", "You are not allowed to access 'Model Data' (ir.model.data) records."),
            (_, [_, JsonValue name]) when name.GetValue<string>() == "nosuch" => Transcript.Reply(missing, request),
            (_, [_, JsonValue name]) when name.GetValue<string>() == "cust_2" => Answer.Result(request, new JsonArray("res.partner", false)),
            _ => Answer.Result(request, new JsonArray("res.partner", 22)),
        });

        IReadOnlyDictionary<OdooExternalId, OdooExternalIdTarget> found = await rig.Client.LookupExternalIdsAsync([One, Missing, Two], cancellationToken: Rig.Token);

        Assert.Equal(new OdooExternalIdTarget("res.partner", 22), Assert.Single(found).Value);
        StubRequest[] checks = [.. rig.Handler.Calls.Where(c => c.Args[4]!.GetValue<string>() == "check_object_reference")];
        Assert.Equal(4, rig.Handler.Calls.Count); // the table is asked once
        TranscriptReplayTests.AssertSame(missing["request"]!["body"]!["params"]!["args"]![5], checks[1].Args[5]);
        Assert.All(checks, c => Assert.False(c.Args[6]!["context"]!["active_test"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task LookupExternalIdsAsync_OtherRefusal_IsNotTakenForMissing()
    {
        using Rig rig = new(request => Answer.Error(request, request.Args[4]!.GetValue<string>() == "search_read" ? "odoo.exceptions.AccessError" : "odoo.exceptions.UserError", "no"));

        OdooServerException e = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.LookupExternalIdsAsync([One], cancellationToken: Rig.Token));

        Assert.Equal("odoo.exceptions.UserError", e.ExceptionName);
    }

    [Fact]
    public async Task GetExternalIdsAsync_Recorded_SendsTheSameAndLeavesOutThoseWithout()
    {
        JsonObject exchange = Transcript.Get("load.json", "get_external_id in bulk (least-privilege user)"); // recorded as user 5
        using Rig rig = new(request => Transcript.Reply(exchange, request));

        IReadOnlyDictionary<long, OdooExternalId> found = await rig.Client.GetExternalIdsAsync("account.tax", [9, 14, 146], cancellationToken: Rig.Token);

        JsonArray recorded = Transcript.ExecuteKwArgs(exchange)!, sent = Assert.Single(rig.Handler.Calls).Args;
        Assert.All(Enumerable.Range(3, 3), i => TranscriptReplayTests.AssertSame(recorded[i], sent[i]));

        Assert.Equal([9L, 14L], found.Keys.Order());
        Assert.Equal(OdooExternalId.Parse("account.5_attn_VAT-OUT-21-L"), found[9]);
    }
}
