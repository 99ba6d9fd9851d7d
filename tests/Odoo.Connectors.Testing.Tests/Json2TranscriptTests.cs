using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Recorded single exchanges around JSON-2: what is refused before a method runs, and how.</summary>
public sealed class Json2TranscriptTests
{
    private static readonly Dictionary<string, JsonObject> s_exchanges =
        ContractFiles.Read("json2-transcripts.json").AsArray().ToDictionary(e => e!["name"]!.GetValue<string>(), e => e!.AsObject());

    public static TheoryData<string> Exchanges => [.. s_exchanges.Keys];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Exchange_SentAgain_IsAnsweredAsRecorded(string name)
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        var (request, response) = (s_exchanges[name]["request"]!.AsObject(), s_exchanges[name]["response"]!.AsObject());
        var body = request["body"] is JsonValue text ? text.GetValue<string>() : request["body"]?.ToJsonString();
        // Contact 6 of the recording is the company's contact here.
        body = body?.Replace("[6]", "[1]", StringComparison.Ordinal);
        var key = name.Contains("wrong key", StringComparison.Ordinal) ? "ffffffffffffffffffffffffffffffffffffffff" : world.Emulator.AdminApiKey;
        var headers = request["headers"]!.AsObject().ToDictionary(h => h.Key, h => h.Value!.GetValue<string>().Replace("<api-key>", key, StringComparison.Ordinal));

        using var answer = await world.Wire.SendAsync(request["method"]!.GetValue<string>(), request["path"]!.GetValue<string>(), body, headers);

        Assert.Equal(response["status"]!.GetValue<int>(), (int)answer.StatusCode);
        foreach (var (header, value) in response["headers"]!.AsObject())
        {
            Assert.True(answer.Headers.NonValidated.TryGetValues(header, out var values) || answer.Content.Headers.NonValidated.TryGetValues(header, out values), header);
            Assert.Equal(value!.GetValue<string>().Trim(), values.ToString());
        }

        var content = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response["body"] is not JsonObject expected)
        {
            Assert.Equal(response["body"]?.GetValue<string>() ?? "null", content);
            return;
        }

        var actual = JsonNode.Parse(content)!.AsObject();
        Assert.NotEmpty(actual["debug"]!.GetValue<string>());
        actual["debug"] = "<traceback>";
        Assert.True(JsonNode.DeepEquals(expected, actual), $"recorded {expected.ToJsonString()}, got {actual.ToJsonString()}");
    }
}
