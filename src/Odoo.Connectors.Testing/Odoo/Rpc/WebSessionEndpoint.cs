using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>POST /web/session/authenticate and /web/dataset/call_kw: what a browser does, and the way to the first API key.</summary>
internal sealed class WebSessionEndpoint(World world, string database, Credentials credentials, CallGate gate)
{
    private const string Cookie = "session_id=";

    private readonly Dictionary<string, long> _sessions = [];

    /// <summary>The database that a request to log in names.</summary>
    public static WebSessionEndpoint Asked(Sites sites, RpcRequest request) =>
        (sites.Named(Text(Read(request)?["params"] as JsonObject ?? [], "db")) ?? sites.First).Web;

    /// <summary>The database that the session of a request belongs to.</summary>
    public static WebSessionEndpoint Entered(Sites sites, RpcRequest request) =>
        (sites.All.FirstOrDefault(s => s.Web._sessions.ContainsKey(SessionOf(request))) ?? sites.First).Web;

    public async Task<RpcReply> AuthenticateAsync(RpcRequest request)
    {
        if (Read(request) is not { } call)
        {
            return RpcReply.Html(400, "Bad Request", "Invalid JSON data");
        }

        var parameters = call["params"] as JsonObject ?? [];
        string? session = null;
        JsonNode Work()
        {
            var uid = Text(parameters, "db") == database ? credentials.LogIn(Text(parameters, "login"), Text(parameters, "password")) : null;
            var who = uid ?? throw OdooError.Denied();
            session = string.Create(CultureInfo.InvariantCulture, $"emulated-session-{database}-{_sessions.Count + 1}");
            _sessions[session] = who;
            return Describe(who);
        }

        var reply = await RunAsync(call, "web.session", "authenticate", Work).ConfigureAwait(false);
        return session is null ? reply : reply.With("Set-Cookie", $"{Cookie}{session}; HttpOnly; Path=/");
    }

    public async Task<RpcReply> CallAsync(RpcRequest request, string model, string method)
    {
        if (Read(request) is not { } call)
        {
            return RpcReply.Html(400, "Bad Request", "Invalid JSON data");
        }

        if (!_sessions.TryGetValue(SessionOf(request), out var uid))
        {
            var data = ErrorBody.Describe(new OdooError("odoo.http.SessionExpiredException", "Session expired"));
            return RpcReply.Json(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = null, ["error"] = new JsonObject { ["code"] = 100, ["message"] = "Odoo Session Expired", ["data"] = data } });
        }

        var parameters = call["params"] as JsonObject ?? [];
        return await RunAsync(call, model, method, () => world.Methods.Invoke(uid, model, method, parameters["args"] as JsonArray ?? [], parameters["kwargs"] as JsonObject ?? [], overHttp: true))
            .ConfigureAwait(false);
    }

    private Task<RpcReply> RunAsync(JsonObject call, string model, string method, Func<JsonNode?> work)
    {
        JsonObject Envelope() => new() { ["jsonrpc"] = "2.0", ["id"] = call["id"]?.DeepClone() };
        RpcReply Answer(JsonNode? result)
        {
            var reply = Envelope();
            reply["result"] = result;
            return RpcReply.Json(reply);
        }

        RpcReply Refuse(OdooError error)
        {
            var reply = Envelope();
            reply["error"] = new JsonObject { ["code"] = 0, ["message"] = "Odoo Server Error", ["data"] = ErrorBody.Describe(error) };
            return RpcReply.Json(reply);
        }

        return gate.RunAsync(new GatedCall(model, method, "[]", () => Answer(work()), Answer, Refuse));
    }

    private JsonObject Describe(long uid)
    {
        var user = world["res.users"].Find(uid)!;
        var isAdmin = new Env(world, uid, []).IsAdmin;
        return new JsonObject
        {
            ["uid"] = uid, ["is_system"] = isAdmin, ["is_admin"] = isAdmin, ["db"] = database, ["server_version"] = "19.0", ["server_version_info"] = RpcServices.VersionInfo,
            ["user_context"] = new JsonObject { ["lang"] = user.Text("lang") ?? "en_US", ["tz"] = user.Text("tz") is { } zone ? zone : Js.False(), ["uid"] = uid },
            ["name"] = user.Text("name"), ["username"] = user.Text("login"), ["partner_id"] = user.Link("partner_id"),
        };
    }

    private static string SessionOf(RpcRequest request) => (request["Cookie"] ?? "").Split(';', StringSplitOptions.TrimEntries)
        .FirstOrDefault(c => c.StartsWith(Cookie, StringComparison.Ordinal))?[Cookie.Length..] ?? "";

    private static string Text(JsonObject parameters, string name) => parameters[name] is { } value ? Js.Text(value) : "";

    private static JsonObject? Read(RpcRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
