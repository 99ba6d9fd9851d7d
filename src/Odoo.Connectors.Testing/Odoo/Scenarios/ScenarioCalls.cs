using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Rpc;

namespace Odoo.Connectors.Testing.Scenarios;

/// <summary>Calls of the administrator in Contract BE, each a transaction of its own.</summary>
internal sealed class ScenarioCalls(World world, CallGate gate, long company)
{
    public long Company { get; } = company;

    public Task<JsonNode?> CallAsync(string model, string method, JsonArray positional, JsonObject? context = null) => gate.ActAsync(() =>
    {
        var all = context ?? [];
        all["allowed_company_ids"] = new JsonArray(Company);
        var uid = world["res.users"].Rows.First(u => u.Text("login") == "admin").Id;
        return world.Methods.Invoke(uid, model, method, positional, new JsonObject { ["context"] = all });
    });

    public async Task<long> CreateAsync(string model, JsonObject vals, JsonObject? context = null) => Js.Id((await CallAsync(model, "create", [vals], context).ConfigureAwait(false))!);

    public Task WriteAsync(string model, long id, JsonObject vals) => CallAsync(model, "write", [new JsonArray(id), vals]);

    public Task DoAsync(string model, string method, long id) => CallAsync(model, method, [new JsonArray(id)]);

    public async Task<JsonObject> ReadAsync(string model, long id, params string[] fields) =>
        (await CallAsync(model, "read", [new JsonArray(id), new JsonArray([.. fields.Select(f => (JsonNode)f)])]).ConfigureAwait(false))![0]!.AsObject();

    /// <summary>The first record with a value; there must be one.</summary>
    public async Task<long> FindAsync(string model, string field, string value)
    {
        var found = await CallAsync(model, "search", [new JsonArray(new JsonArray(field, "=", value))]).ConfigureAwait(false);
        return found is JsonArray { Count: > 0 } ids ? Js.Id(ids[0]!) : throw OdooError.User($"There is no {model} whose {field} is '{value}'.");
    }

    /// <summary>The record of an external id, archived or not.</summary>
    public async Task<(string Model, long Id)> ReferenceAsync(string externalId)
    {
        var dot = externalId.IndexOf('.', StringComparison.Ordinal);
        var reference = await CallAsync("ir.model.data", "check_object_reference", [externalId[..Math.Max(dot, 0)], externalId[(dot + 1)..]], new JsonObject { ["active_test"] = false }).ConfigureAwait(false);
        return (Js.Text(reference![0]!), Js.Id(reference[1]!));
    }

    public Task NameAsync(string externalId, string model, long id)
    {
        var dot = externalId.IndexOf('.', StringComparison.Ordinal);
        return CreateAsync("ir.model.data", new JsonObject { ["module"] = externalId[..Math.Max(dot, 0)], ["name"] = externalId[(dot + 1)..], ["model"] = model, ["res_id"] = id });
    }
}
