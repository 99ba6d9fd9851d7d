using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>The exchanges recorded from Odoo 19.0: those in Transcripts/, or in the folder that ODOO_TRANSCRIPTS names.</summary>
internal static class Transcript
{
    private static string Root => Environment.GetEnvironmentVariable("ODOO_TRANSCRIPTS") is { Length: > 0 } folder
        ? folder : Path.Combine(AppContext.BaseDirectory, "Transcripts");

    // As texts, since a JsonNode that several tests read at once breaks.
    private static Lazy<IReadOnlyList<(string File, int Index, string Text)>> Texts { get; } = new(() =>
    [
        .. from path in Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from item in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select((node, index) => (node, index))
           select (Path.GetRelativePath(Root, path).Replace('\\', '/'), item.index, item.node!.ToJsonString()),
    ]);

    public static IEnumerable<(string File, int Index, JsonObject Exchange)> All() =>
        Texts.Value.Select(e => (e.File, e.Index, JsonNode.Parse(e.Text)!.AsObject()));

    /// <summary>One exchange by file and place.</summary>
    public static JsonObject At(string file, int index) =>
        JsonNode.Parse(Texts.Value.Single(e => e.File == file && e.Index == index).Text)!.AsObject();

    /// <summary>One exchange by file and name.</summary>
    public static JsonObject Get(string file, string name) => Texts.Value.Where(e => e.File == file)
        .Select(e => JsonNode.Parse(e.Text)!.AsObject()).Single(e => e["name"]!.GetValue<string>() == name);

    public static JsonArray? ExecuteKwArgs(JsonObject exchange) =>
        exchange["request"]!["body"] is JsonObject body && body["params"] is JsonObject { } p
        && p["method"]?.GetValue<string>() == "execute_kw" ? p["args"]!.AsArray() : null;

    /// <summary>The recorded answer, with the id of the request at hand.</summary>
    public static HttpResponseMessage Reply(JsonObject exchange, StubRequest request)
    {
        var response = exchange["response"]!;
        var status = (System.Net.HttpStatusCode)response["status"]!.GetValue<int>();
        if (!response["headers"]!["content-type"]!.GetValue<string>().StartsWith("application/json", StringComparison.Ordinal))
        {
            return Answer.Html(status, response["body"]!.GetValue<string>());
        }

        var answer = response["body"]?.DeepClone();
        if (answer is JsonObject envelope && envelope.ContainsKey("jsonrpc"))
        {
            envelope["id"] = request.Body["id"]!.DeepClone();
        }

        return Answer.Json(answer, status);
    }
}
