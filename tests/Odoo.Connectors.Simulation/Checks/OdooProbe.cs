using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Simulation.Checks;

/// <summary>Asks Odoo by itself: what it reads owes nothing to the product.</summary>
internal sealed class OdooProbe : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly OdooEmulator _odoo;
    private readonly long _uid;

    public OdooProbe(OdooEmulator odoo)
    {
        _odoo = odoo;
        _http = new HttpMessageInvoker(odoo.CreateHandler());
        _uid = (long)Send("common", "authenticate", [odoo.Database, odoo.AdminLogin, odoo.AdminPassword, new JsonObject()])!;
    }

    public List<JsonObject> Search(string model, JsonArray domain, params string[] fields)
    {
        JsonObject keywords = new()
        {
            ["fields"] = new JsonArray([.. fields.Select(f => (JsonNode)f)]), ["order"] = "id", ["context"] = new JsonObject { ["active_test"] = false, ["allowed_company_ids"] = new JsonArray(_odoo.CompanyId) },
        };
        JsonArray rows = (JsonArray)Send("object", "execute_kw", [_odoo.Database, _uid, _odoo.AdminPassword, model, "search_read", new JsonArray(domain), keywords])!;
        return [.. rows.Select(r => (JsonObject)r!)];
    }

    /// <summary>Names of records by our external ids.</summary>
    public Dictionary<string, long> ExternalIds() => Search("ir.model.data", [new JsonArray("module", "like", "oc_")], "module", "name", "res_id")
        .ToDictionary(r => $"{r["module"]}.{r["name"]}", r => (long)r["res_id"]!, StringComparer.Ordinal);

    public void Dispose() => _http.Dispose();

    private JsonNode? Send(string service, string method, JsonArray arguments)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "http://odoo.simulation.test/jsonrpc")
        {
            Content = JsonContent.Create(new JsonObject
            {
                ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "call",
                ["params"] = new JsonObject { ["service"] = service, ["method"] = method, ["args"] = arguments },
            }),
        };
        using HttpResponseMessage response = _http.SendAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        JsonNode answer = JsonNode.Parse(response.Content.ReadAsStream())!;
        return answer["error"] is JsonNode error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"];
    }
}
