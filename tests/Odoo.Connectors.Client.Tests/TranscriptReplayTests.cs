using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Every recorded exchange goes through the client: the same request on the wire, the same outcome.</summary>
public sealed class TranscriptReplayTests
{
    public static IEnumerable<TheoryDataRow<string, int, string>> Recorded() =>
        from e in Transcript.All()
        where !RecordedCalls.NotOurs.ContainsKey(RecordedCalls.Key(e.File, e.Exchange))
        select new TheoryDataRow<string, int, string>(e.File, e.Index, e.Exchange["name"]!.GetValue<string>());

    [Fact]
    public void Recorded_AllFiles_AreMany() => Assert.True(Recorded().Count() >= 460, $"only {Recorded().Count()} exchanges found");

    [Fact]
    public void NotOurs_EachEntry_IsRecorded()
    {
        var known = Transcript.All().Select(e => RecordedCalls.Key(e.File, e.Exchange)).ToHashSet();
        Assert.All(RecordedCalls.NotOurs, entry => Assert.Contains(entry.Key, known));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Client_RecordedExchange_SendsAndDecodesTheSame(string file, int index, string name)
    {
        var exchange = Transcript.At(file, index);
        Assert.Equal(name, exchange["name"]!.GetValue<string>());
        var kind = RecordedCalls.Of(exchange);
        Assert.True(kind is not null, "nothing of the client makes this request: replay it, or list it in RecordedCalls.NotOurs with the reason");
        await TranscriptReplay.RunAsync(exchange, kind.Value);
    }

    [Theory]
    [InlineData("auth.json", "execute_kw wrong password", ErrorKind.Authentication)]
    [InlineData("errors.json", "AccessError model level", ErrorKind.Permission)]
    [InlineData("errors.json", "private method", ErrorKind.Permission)]
    [InlineData("errors.json", "MissingError on write", ErrorKind.NotFound)]
    [InlineData("errors.json", "UserError business", ErrorKind.Validation)]
    [InlineData("errors.json", "unknown field in read", ErrorKind.Validation)]
    [InlineData("errors.json", "unexpected keyword argument", ErrorKind.Validation)]
    [InlineData("errors.json", "domain value type mismatch", ErrorKind.Validation)]
    [InlineData("errors.json", "RedirectWarning", ErrorKind.Validation)]
    [InlineData("errors.json", "not-null violation", ErrorKind.Validation)]
    [InlineData("errors.json", "unique violation (named constraint)", ErrorKind.Conflict)]
    [InlineData("extra/errors.json", "unique violation (raw index)", ErrorKind.Conflict)]
    [InlineData("transactions.json", "persistent write conflict: after 5 tries", ErrorKind.Transient)]
    [InlineData("locks.json", "button_draft on a locked move -> error", ErrorKind.PeriodLocked)]
    public async Task CallAsync_RecordedError_HasTheKindOfItsMeaning(string file, string name, ErrorKind kind)
    {
        var exchange = Transcript.Get(file, name);
        using var rig = new Rig(request => Transcript.Reply(exchange, request));

        var refusal = await Assert.ThrowsAsync<OdooServerException>(() =>
            rig.Client.CallAsync(new OdooCall { Model = "res.partner", Method = "any" }, Rig.Token));

        Assert.Equal(kind, refusal.Kind);
    }

    internal static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected?.ToJsonString()}\nactual   {actual?.ToJsonString()}");
}
