using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>The exchanges recorded from Odoo 19.0, in Transcripts/.</summary>
internal static class Transcript
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Transcripts");

    public static IEnumerable<(string File, int Index, JsonObject Exchange)> All() =>
        from path in Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let file = Path.GetRelativePath(Root, path)
        from item in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select((node, index) => (node, index))
        select (file, item.index, item.node!.AsObject());

    /// <summary>One exchange by file and name.</summary>
    public static JsonObject Get(string file, string name) =>
        All().Single(e => e.File == file && e.Exchange["name"]!.GetValue<string>() == name).Exchange;

    public static JsonArray? ExecuteKwArgs(JsonObject exchange) =>
        exchange["request"]!["body"] is JsonObject body && body["params"] is JsonObject { } p
        && p["method"]?.GetValue<string>() == "execute_kw" ? p["args"]!.AsArray() : null;

    /// <summary>The recorded answer, with the id of the request at hand.</summary>
    public static HttpResponseMessage Reply(JsonObject exchange, StubRequest request)
    {
        var response = exchange["response"]!;
        var status = (System.Net.HttpStatusCode)response["status"]!.GetValue<int>();
        if (response["body"] is not JsonObject body)
        {
            return Answer.Html(status, response["body"]!.GetValue<string>());
        }

        var answer = body.DeepClone().AsObject();
        answer["id"] = request.Body["id"]!.DeepClone();
        return Answer.Json(answer, status);
    }
}
