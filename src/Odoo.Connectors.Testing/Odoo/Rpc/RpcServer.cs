using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Routes: /jsonrpc, /web/version and /json/version.</summary>
internal sealed class RpcServer(RpcServices services)
{
    public RpcReply Handle(RpcRequest request) => (request.Path, request.Method) switch
    {
        ("/jsonrpc", "POST") => JsonRpc(request),
        ("/web/version" or "/json/version", "GET") => RpcReply.Json(new JsonObject { ["version_info"] = RpcServices.VersionInfo, ["version"] = "19.0" }),
        _ => RpcReply.Html(404, "Not Found", "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."),
    };

    private RpcReply JsonRpc(RpcRequest request)
    {
        if (request.ContentType.Split(';')[0].Trim() is not ("application/json" or "application/json-rpc"))
        {
            return RpcReply.Html(415, "Unsupported Media Type", "Request inferred type is compatible with 'jsonrpc' or 'json2' only.");
        }

        JsonNode? body;
        try
        {
            body = JsonNode.Parse(request.Body);
        }
        catch (JsonException)
        {
            return RpcReply.Html(400, "Bad Request", "Invalid JSON data");
        }

        if (body is not JsonObject call || call["params"] is not (JsonObject or null))
        {
            return RpcReply.Html(400, "Bad Request", "Invalid JSON-RPC data");
        }

        return Answer(call);
    }

    private RpcReply Answer(JsonObject call)
    {
        var parameters = call["params"] as JsonObject ?? [];
        var service = parameters["service"] is { } s ? Js.Text(s) : "";
        var method = parameters["method"] is { } m ? Js.Text(m) : "";
        var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = call["id"]?.DeepClone() };
        try
        {
            var (result, fault) = services.Call(service, method, parameters["args"] as JsonArray ?? []);
            if (fault is not null)
            {
                return fault;
            }

            if (result is not null)
            {
                reply["result"] = result;
            }
        }
        catch (OdooError error)
        {
            reply["error"] = new JsonObject { ["code"] = 0, ["message"] = "Odoo Server Error", ["data"] = Describe(error) };
        }

        return RpcReply.Json(reply);
    }

    private static JsonObject Describe(OdooError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["arguments"] = error.Arguments.DeepClone(),
        ["context"] = new JsonObject(),
        ["debug"] = $"Traceback (most recent call last):\n  File \"emulator\", line 1\n{error.Name}: {error.Message}\n",
    };
}
