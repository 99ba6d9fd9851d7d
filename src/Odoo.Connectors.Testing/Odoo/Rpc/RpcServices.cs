using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>The services of /jsonrpc: common and object.</summary>
internal sealed class RpcServices(World world, string database, Credentials credentials, CallGate gate)
{
    public static JsonArray VersionInfo => [19, 0, 0, "final", 0, ""];

    public Task<RpcReply> CallAsync(string service, string method, JsonArray arguments, Func<JsonNode?, RpcReply> answer, Func<OdooError, RpcReply> refuse)
    {
        var isModelCall = service == "object" && arguments.Count > 4;
        return gate.RunAsync(new GatedCall(
            isModelCall ? Js.Text(arguments[3]!) : service,
            isModelCall ? Js.Text(arguments[4]!) : method,
            isModelCall ? new JsonArray([.. arguments.Skip(5).Select(a => a?.DeepClone())]).ToJsonString() : "[]",
            () => answer(Dispatch(service, method, arguments)),
            answer,
            refuse)
        {
            LoadedRows = isModelCall && arguments.Count > 5 ? (arguments[5] as JsonArray)?.ElementAtOrDefault(1) as JsonArray : null,
        });
    }

    private JsonNode? Dispatch(string service, string method, JsonArray arguments) => (service, method) switch
    {
        ("common", "version") => new JsonObject { ["server_version"] = "19.0", ["server_version_info"] = VersionInfo, ["server_serie"] = "19.0", ["protocol_version"] = 1 },
        ("common", "authenticate" or "login") => Authenticate(arguments),
        ("object", "execute_kw") => Execute(arguments, arguments.Count > 6 ? arguments[6] as JsonObject : null),
        ("object", "execute") => Execute([.. arguments.Take(5).Select(a => a?.DeepClone()), new JsonArray([.. arguments.Skip(5).Select(a => a?.DeepClone())])], null),
        _ => throw OdooError.Attribute($"Method not found: {method}"),
    };

    private JsonNode? Authenticate(JsonArray arguments)
    {
        CheckDatabase(arguments[0]);
        return credentials.LogIn(Js.Text(arguments[1]!), Js.Text(arguments[2]!)) is { } uid ? uid : Js.False();
    }

    private JsonNode? Execute(JsonArray arguments, JsonObject? keywords)
    {
        CheckDatabase(arguments[0]);
        if (!Js.IsNumber(arguments[1]))
        {
            throw OdooError.Value($"invalid literal for int() with base 10: {Python.Repr(arguments[1])}");
        }

        var uid = Js.Id(arguments[1]!);
        return credentials.Accepts(uid, Js.Text(arguments[2]!))
            ? world.Methods.Invoke(uid, Js.Text(arguments[3]!), Js.Text(arguments[4]!), arguments.Count > 5 ? arguments[5] as JsonArray ?? [] : [], keywords ?? [])
            : throw OdooError.Denied();
    }

    private void CheckDatabase(JsonNode? name)
    {
        if (name is null || Js.Text(name) != database)
        {
            throw new OdooError("psycopg2.OperationalError", $"connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed: FATAL:  database \"{(name is null ? "" : Js.Text(name))}\" does not exist\n");
        }
    }
}
