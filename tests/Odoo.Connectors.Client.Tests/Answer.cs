using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Answers in the form recorded from a real server (see Transcripts).</summary>
internal static class Answer
{
    public static HttpResponseMessage Json(JsonNode? body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body?.ToJsonString() ?? "null", Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Result(StubRequest request, JsonNode? result) => request.IsJsonRpc
        ? Json(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request.Body["id"]!.DeepClone(), ["result"] = result }) : Json(result);

    /// <summary>The error object of JSON-2, which also is what JSON-RPC has as the data of its own.</summary>
    public static JsonObject Refusal(string name, string message) => new()
    {
        ["name"] = name, ["message"] = message, ["arguments"] = new JsonArray(message), ["context"] = new JsonObject(),
        ["debug"] = $"Traceback (most recent call last):\n{message}",
    };

    public static HttpResponseMessage Error(StubRequest request, string name, string message) => Json(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = request.Body["id"]!.DeepClone(),
        ["error"] = new JsonObject
        {
            ["code"] = 0,
            ["message"] = "Odoo Server Error",
            ["data"] = Refusal(name, message),
        },
    });

    public static HttpResponseMessage Html(HttpStatusCode status, string text = "<h1>Sorry</h1>") =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "text/html") };
}
