using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

/// <summary>What can be asked of a client, what each transport answers (as recorded), and what the caller gets.</summary>
internal static class ParityOperations
{
    private static readonly JsonObject One = new() { ["name"] = "One" };

    public static IReadOnlyDictionary<string, (Func<IOdooClient, Task<object?>> Call, JsonNode? OnRpc, JsonNode? OnJson2, string Expected)> All { get; } =
        new Dictionary<string, (Func<IOdooClient, Task<object?>>, JsonNode?, JsonNode?, string)>
        {
            ["search"] = Same("[6,7]", async c => await c.SearchAsync("res.partner", OdooDomain.All, cancellationToken: Rig.Token), "6,7"),
            ["search_count"] = Same("22", async c => await c.SearchCountAsync("res.partner", OdooDomain.All, cancellationToken: Rig.Token), "22"),
            ["search_read"] = Same("""[{"id":6,"ref":false}]""",
                async c => (await c.SearchReadAsync("res.partner", OdooDomain.All, ["ref"], cancellationToken: Rig.Token)).Select(r => r.Id).ToList(), "6"),
            ["read, one missing"] = Same("""[{"id":6,"name":"Acme"}]""",
                async c => (await c.ReadAsync("res.partner", [6, 999999], ["name"], cancellationToken: Rig.Token)).MissingIds, "999999"),
            ["create"] = (async c => await c.CreateAsync("res.partner", Clone(), cancellationToken: Rig.Token), 15, new JsonArray(15), "15"),
            ["create by CallAsync, an object"] = (async c => await c.CallAsync(Create(Clone()), Rig.Token), 15, new JsonArray(15), "15"),
            ["create by CallAsync, an object by name"] = (async c => await c.CallAsync(Named(Clone()), Rig.Token), 15, new JsonArray(15), "15"),
            ["create by InvokeAsync, an object"] = (async c => await c.InvokeAsync(Create(Clone()), (ref Utf8JsonReader r) => r.GetInt64(), Rig.Token), 15, new JsonArray(15), "15"),
            ["create by CallAsync, an object that writes itself"] = (async c => await c.CallAsync(Create(OdooArgument.Written(w =>
            {
                w.WriteStartObject();
                w.WriteEndObject();
            })), Rig.Token), 15, new JsonArray(15), "15"),
            ["create by CallAsync, a list"] = Same("[15]", async c => await c.CallAsync(Create(new JsonArray(Clone())), Rig.Token), "[15]"),
            ["create many"] = Same("[11,12]", async c => await c.CreateManyAsync("res.partner", [Clone(), Clone()], cancellationToken: Rig.Token), "11,12"),
            ["write"] = Same("true", c => NothingAsync(c.WriteAsync("res.partner", [6], Clone(), cancellationToken: Rig.Token)), "null"),
            ["unlink"] = Same("true", c => NothingAsync(c.UnlinkAsync("res.partner", [6], cancellationToken: Rig.Token)), "null"),
            ["load"] = Same("""{"ids":[7],"messages":[],"nextrow":0}""",
                async c => (await c.LoadAsync("res.partner", ["id"], [["x.y"]], cancellationToken: Rig.Token)).Ids, "7"),
            ["load, refused"] = Same("""{"ids":false,"messages":[{"type":"error","message":"no","rows":{"from":0,"to":0},"field":"name"}],"nextrow":0}""",
                async c => (await c.LoadAsync("res.partner", ["id"], [["x.y"]], cancellationToken: Rig.Token)).Kind, "Validation"),
            ["method returning None"] = (async c => await c.CallAsync(Record("action_unarchive"), Rig.Token), null, null, "null"),
            ["method returning False"] = Same("false", async c => await c.CallAsync(Record("action_unarchive"), Rig.Token), "False"),
            ["method returning records"] = Same("[18]", async c => await c.CallAsync(Record("copy"), Rig.Token), "[18]"),
            ["method with context"] = Same("3", async c => await c.SearchCountAsync("res.partner", OdooDomain.All,
                new OdooContext { AllowedCompanyIds = [5], Language = "de_DE", TimeZone = "UTC" }, Rig.Token), "3"),
        };

    public static string Text(object? result) => result switch
    {
        null => "null",
        IEnumerable<long> ids => string.Join(',', ids),
        _ => result.ToString()!,
    };

    private static (Func<IOdooClient, Task<object?>> Call, JsonNode? OnRpc, JsonNode? OnJson2, string Expected) Same(string result, Func<IOdooClient, Task<object?>> call, string expected) =>
        (call, JsonNode.Parse(result), JsonNode.Parse(result), expected);

    private static async Task<object?> NothingAsync(Task task)
    {
        await task;
        return null;
    }

    private static JsonObject Clone() => One.DeepClone().AsObject();

    private static OdooCall Create(OdooArgument values) => new() { Model = "res.partner", Method = "create", Arguments = [values] };

    private static OdooCall Named(JsonObject values) => new() { Model = "res.partner", Method = "create", Keywords = new JsonObject { ["vals_list"] = values } };

    private static OdooCall Record(string method) => new() { Model = "res.partner", Method = method, Ids = [7] };
}
