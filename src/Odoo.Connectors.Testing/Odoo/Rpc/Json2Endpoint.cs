using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>POST /json/2/(model)/(method): bearer keys, arguments by name, bare results, errors with a status.</summary>
internal sealed class Json2Endpoint(World world, Credentials credentials, CallGate gate)
{
    public async Task<RpcReply> HandleAsync(RpcRequest request)
    {
        if (request.Method != "POST" || request.Segments is not ["json", "2", var model, var method])
        {
            return ErrorBody.Json2(OdooError.NotFound("Did you mean POST /json/2/<model>/<method>?"));
        }

        if (request.Body.Length > 0 && request.MediaType != "application/json")
        {
            return RpcReply.WrongType("['http']", "/json/2/<__model__>/<__method__>", "json2", "application/json");
        }

        var (body, complaint) = Parse(request.Body);
        RpcReply Work()
        {
            var uid = credentials.Bearer(request["Authorization"]);
            return complaint is null ? RpcReply.Json(world.Methods.InvokeByName(uid, model, method, body)) : throw OdooError.BadRequest(complaint);
        }

        return await gate.RunAsync(new GatedCall(model, method, body.ToJsonString(), Work, r => RpcReply.Json(r), ErrorBody.Json2)
        {
            LoadedRows = body["data"] as JsonArray,
        }).ConfigureAwait(false);
    }

    /// <summary>The arguments; anything but an object is none.</summary>
    private static (JsonObject Arguments, string? Complaint) Parse(byte[] body)
    {
        if (body.Length == 0)
        {
            return ([], null);
        }

        try
        {
            return (JsonNode.Parse(body) as JsonObject ?? [], null);
        }
        catch (JsonException e)
        {
            var (line, column) = (e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            var start = body.Index().Where(b => b.Item == '\n').Select(b => (long)b.Index + 1).Prepend(0).ElementAt((int)line);
            return ([], $"could not parse the body as json: Expecting value: line {line + 1} column {column + 1} (char {start + column})");
        }
    }
}
