using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

internal sealed record StubRequest(HttpRequestMessage Http, string Text, JsonObject Body, CancellationToken Cancellation)
{
    public JsonNode Params => Body["params"]!;

    public string Method => Params["method"]!.GetValue<string>();

    public JsonArray Args => Params["args"]!.AsArray();
}
