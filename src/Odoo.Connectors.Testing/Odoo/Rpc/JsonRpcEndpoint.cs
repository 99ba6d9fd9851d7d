using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>POST /jsonrpc: HTTP 200 for results and errors alike.</summary>
internal sealed class JsonRpcEndpoint(RpcServices services)
{
    public async Task<RpcReply> HandleAsync(RpcRequest request)
    {
        if (request.MediaType is not ("application/json" or "application/json-rpc"))
        {
            return RpcReply.WrongType(request.Body.Length == 0 ? "['http', 'json2']" : "['http']", "/jsonrpc", "jsonrpc", "application/json, application/json-rpc");
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

        var parameters = call["params"] as JsonObject ?? [];
        JsonObject Envelope() => new() { ["jsonrpc"] = "2.0", ["id"] = call["id"]?.DeepClone() };
        return await services.CallAsync(
            parameters["service"] is { } service ? Js.Text(service) : "",
            parameters["method"] is { } method ? Js.Text(method) : "",
            parameters["args"] as JsonArray ?? [],
            result =>
            {
                var reply = Envelope();
                if (result is not null)
                {
                    reply["result"] = result;
                }

                return RpcReply.Json(reply);
            },
            error =>
            {
                var reply = Envelope();
                reply["error"] = new JsonObject { ["code"] = 0, ["message"] = "Odoo Server Error", ["data"] = ErrorBody.Describe(error) };
                return RpcReply.Json(reply);
            }).ConfigureAwait(false);
    }
}
