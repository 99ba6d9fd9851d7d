using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Raw JSON-2: everything by name in one object.</summary>
internal sealed class Json2Caller(OdooWire wire) : ICaller
{
    public bool IsJson2 => true;

    public async Task<JsonObject> CallAsync(string who, ContractCall call)
    {
        var body = (JsonObject)call.Arguments.DeepClone();
        if (call.Ids is { } ids)
        {
            body["ids"] = ids.DeepClone();
        }

        if (call.Context is { } context)
        {
            body["context"] = context.DeepClone();
        }

        using var response = await wire.PostJson2Async(who, $"/json/2/{call.Model}/{call.Method}", body.ToJsonString());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        if (!response.IsSuccessStatusCode)
        {
            var error = answer!.AsObject();
            Assert.Equal(["arguments", "context", "debug", "message", "name"], error.Select(e => e.Key).Order(StringComparer.Ordinal));
            return new JsonObject { ["error"] = new JsonObject { ["name"] = error["name"]!.DeepClone(), ["message"] = error["message"]!.DeepClone(), ["arguments"] = error["arguments"]!.DeepClone(), ["status"] = (int)response.StatusCode } };
        }

        Assert.Equal(200, (int)response.StatusCode);
        if (call.Method == "create")
        {
            var created = Assert.IsType<JsonArray>(answer);
            return new JsonObject { ["result"] = call.Arguments["vals_list"] is JsonObject ? Assert.Single(created)!.DeepClone() : created.DeepClone() };
        }

        return new JsonObject { ["result"] = answer?.DeepClone() };
    }
}
