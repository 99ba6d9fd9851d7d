using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Asks Odoo over HTTP by itself, so that what it reads owes nothing to the packages that wrote it.</summary>
internal sealed class JsonRpc(Uri url, string database, string login, string password) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url };
    private long? _uid;

    public async Task<JsonNode?> CallAsync(string model, string method, JsonArray arguments, JsonObject? keywords = null)
    {
        _uid ??= (long)(await SendAsync("common", "authenticate", [database, login, password, new JsonObject()]))!;
        return await SendAsync("object", "execute_kw", [database, _uid.Value, password, model, method, arguments, keywords ?? []]);
    }

    public async Task<JsonArray> SearchReadAsync(string model, JsonArray domain, params string[] fields) =>
        (JsonArray)(await CallAsync(model, "search_read", [domain], new JsonObject { ["fields"] = Array(fields), ["order"] = "id" }))!;

    /// <summary>The record behind an external id, or null.</summary>
    public async Task<JsonObject?> FindAsync(string externalId, params string[] fields)
    {
        string[] parts = externalId.Split('.', 2);
        JsonNode? found;
        try
        {
            found = await CallAsync("ir.model.data", "check_object_reference", [parts[0], parts[1]], new JsonObject { ["context"] = new JsonObject { ["active_test"] = false } });
        }
        catch (StoryException)
        {
            return null;
        }

        if (found is not JsonArray pair || pair[1]!.GetValueKind() != System.Text.Json.JsonValueKind.Number)
        {
            return null;
        }

        JsonArray rows = (JsonArray)(await CallAsync((string)pair[0]!, "read", [new JsonArray(pair[1]!.DeepClone()), Array(fields)]))!;
        return rows.Count == 0 ? null : (JsonObject)rows[0]!;
    }

    public void Dispose() => _http.Dispose();

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);

    private async Task<JsonNode?> SendAsync(string service, string method, JsonArray arguments)
    {
        JsonObject body = new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["method"] = "call",
            ["params"] = new JsonObject { ["service"] = service, ["method"] = method, ["args"] = arguments },
        };
        using HttpResponseMessage response = await _http.PostAsync(new Uri("jsonrpc", UriKind.Relative), new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        JsonObject answer = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["error"] is JsonNode error
            ? throw new StoryException($"Odoo refused {method}: {error["data"]?["name"]}")
            : answer["result"]?.DeepClone();
    }
}
