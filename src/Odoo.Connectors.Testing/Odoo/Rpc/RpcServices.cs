using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>The services common and object: one lock, one transaction per call.</summary>
internal sealed class RpcServices(World world, string database, Func<string, string, string, EmulatorCall> record, Func<EmulatorCall, EmulatorFault> fault)
{
    private readonly Lock _gate = new();

    public static JsonArray VersionInfo => [19, 0, 0, "final", 0, ""];

    /// <summary>API keys by user id, accepted wherever a password is.</summary>
    public Dictionary<long, string> ApiKeys { get; } = [];

    public (JsonNode? Result, RpcReply? Fault) Call(string service, string method, JsonArray arguments)
    {
        lock (_gate)
        {
            var call = service == "object" && arguments.Count > 4
                ? record(Js.Text(arguments[3]!), Js.Text(arguments[4]!), new JsonArray([.. arguments.Skip(5).Select(a => a?.DeepClone())]).ToJsonString())
                : record(service, method, "[]");
            call.Fault = fault(call);
            var before = Before(call.Fault);
            if (before is not null)
            {
                return (null, before);
            }

            try
            {
                var result = world.Transaction(() => Dispatch(service, method, arguments));
                call.Applied = true;
                return (result, After(call.Fault));
            }
            catch (OdooError) when (After(call.Fault) is not null)
            {
                return (null, After(call.Fault));
            }
        }
    }

    private static RpcReply? Before(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropRequest => RpcReply.Cut,
        EmulatorFault.ServerErrorPage => RpcReply.Html(502, "Bad Gateway", "nginx"),
        EmulatorFault.Unavailable => RpcReply.Html(503, "Service Unavailable", "The server is temporarily unable to service your request."),
        EmulatorFault.RateLimited => RpcReply.Html(429, "Too Many Requests", "Slow down.") with { RetryAfter = 1 },
        _ => null,
    };

    private static RpcReply? After(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropReply => RpcReply.Cut,
        EmulatorFault.ServerErrorPageAfter => RpcReply.Html(502, "Bad Gateway", "nginx"),
        _ => null,
    };

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
        var (login, password) = (Js.Text(arguments[1]!), Js.Text(arguments[2]!));
        var user = world["res.users"].Rows.FirstOrDefault(u => u.Text("login") == login && u.Flag("active"));
        return user is not null && IsPassword(user.Id, user.Text("password"), password) ? user.Id : Js.False();
    }

    private JsonNode? Execute(JsonArray arguments, JsonObject? keywords)
    {
        CheckDatabase(arguments[0]);
        if (!Js.IsNumber(arguments[1]))
        {
            throw OdooError.Value($"invalid literal for int() with base 10: {Python.Repr(arguments[1])}");
        }

        var uid = Js.Id(arguments[1]!);
        var password = Js.Text(arguments[2]!);
        var user = world["res.users"].Find(uid) ?? throw OdooError.Missing("res.users", [uid], uid);
        if (password.Length == 0 || !IsPassword(uid, user.Text("password"), password))
        {
            throw OdooError.Denied();
        }

        return world.Methods.Invoke(uid, Js.Text(arguments[3]!), Js.Text(arguments[4]!), arguments.Count > 5 ? arguments[5] as JsonArray ?? [] : [], keywords ?? []);
    }

    private bool IsPassword(long uid, string? stored, string given) => given.Length > 0 && (stored == given || ApiKeys.GetValueOrDefault(uid) == given);

    private void CheckDatabase(JsonNode? name)
    {
        if (name is null || Js.Text(name) != database)
        {
            throw new OdooError("psycopg2.OperationalError", $"connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed: FATAL:  database \"{(name is null ? "" : Js.Text(name))}\" does not exist\n");
        }
    }
}
