using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

internal sealed record StubRequest(HttpRequestMessage Http, string Text, JsonObject Body, CancellationToken Cancellation)
{
    public bool IsJsonRpc => Path.EndsWith("/jsonrpc", StringComparison.Ordinal);

    public string Path => Http.RequestUri!.AbsolutePath;

    public JsonNode Params => Body["params"]!;

    /// <summary>The method of JSON-RPC, else the last part of the address.</summary>
    public string Method => IsJsonRpc ? Params["method"]!.GetValue<string>() : Path.Split('/')[^1];

    public JsonArray Args => Params["args"]!.AsArray();

    public string? Header(string name) => Http.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
