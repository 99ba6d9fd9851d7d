using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Every recorded execute_kw exchange goes through CallAsync: the same arguments on the wire, the same outcome.</summary>
public sealed class TranscriptReplayTests
{
    // Its context is a text, which the client cannot be made to send.
    private static readonly string[] Impossible = ["context not a mapping"];

    public static IEnumerable<TheoryDataRow<string, int, string>> Recorded() =>
        from e in Transcript.All()
        let name = e.Exchange["name"]!.GetValue<string>()
        where Transcript.ExecuteKwArgs(e.Exchange) is [_, JsonValue uid, _, _, _, ..] && uid.TryGetValue<int>(out _)
            && e.Exchange["response"]!["body"] is JsonObject && !Impossible.Contains(name)
        select new TheoryDataRow<string, int, string>(e.File, e.Index, name);

    [Fact]
    public void Recorded_AllFiles_AreMany() => Assert.True(Recorded().Count() > 150, $"only {Recorded().Count()} exchanges found");

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task CallAsync_RecordedExchange_SendsAndDecodesTheSame(string file, int index, string name)
    {
        var exchange = Transcript.All().Single(e => e.File == file && e.Index == index).Exchange;
        Assert.Equal(name, exchange["name"]!.GetValue<string>());
        var args = Transcript.ExecuteKwArgs(exchange)!;
        var keywords = args.Count > 6 ? args[6]!.DeepClone().AsObject() : [];
        var context = keywords["context"]?.DeepClone().AsObject();
        keywords.Remove("context");
        using var rig = new Rig(request => Transcript.Reply(exchange, request));

        var outcome = await Record.ExceptionAsync(async () =>
        {
            var result = await rig.Client.CallAsync(
                new OdooCall
                {
                    Model = args[3]!.GetValue<string>(),
                    Method = args[4]!.GetValue<string>(),
                    Arguments = [.. args[5]!.AsArray()],
                    Keywords = keywords,
                    Context = context is null ? null : new OdooContext { Other = context },
                },
                Rig.Token);
            var expected = exchange["response"]!["body"]!["result"];
            Assert.True(JsonNode.DeepEquals(expected, result is { } r ? JsonNode.Parse(r.GetRawText()) : null), "another result");
        });

        var sent = Assert.Single(rig.Handler.Calls);
        AssertSame(new JsonArray(args.Skip(3).Select(a => a?.DeepClone()).ToArray()), new JsonArray(sent.Args.Skip(3).Select(a => a?.DeepClone()).ToArray()));
        if (exchange["response"]!["body"]!["error"] is { } error)
        {
            var refusal = Assert.IsType<OdooServerException>(outcome);
            Assert.Equal(error["data"]!["name"]!.GetValue<string>(), refusal.ExceptionName);
            Assert.Equal(error["data"]!["message"]!.GetValue<string>(), refusal.ServerText.Reveal());
        }
        else
        {
            Assert.Null(outcome);
        }
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
