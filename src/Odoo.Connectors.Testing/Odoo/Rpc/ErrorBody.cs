using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>How an error of Odoo looks: inside a JSON-RPC answer, or as the body of a JSON-2 one.</summary>
internal static class ErrorBody
{
    public static JsonObject Describe(OdooError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["arguments"] = error.Arguments.DeepClone(),
        ["context"] = new JsonObject(),
        ["debug"] = $"Traceback (most recent call last):\n  File \"emulator\", line 1\n{error.Name}: {error.Message}\n",
    };

    public static RpcReply Json2(OdooError error)
    {
        var status = StatusOf(error.Name);
        var reply = RpcReply.Json(Describe(error), status);
        return status == 401 ? reply.With("WWW-Authenticate", "Bearer") : reply;
    }

    // Everything without a status of its own is 500, the caller's mistakes included.
    public static int StatusOf(string name) => name switch
    {
        "odoo.exceptions.AccessDenied" or "odoo.exceptions.AccessError" => 403,
        "odoo.exceptions.MissingError" or "werkzeug.exceptions.NotFound" => 404,
        "odoo.exceptions.UserError" or "odoo.exceptions.ValidationError" or "werkzeug.exceptions.UnprocessableEntity" => 422,
        "odoo.exceptions.LockError" => 409,
        "werkzeug.exceptions.Unauthorized" => 401,
        "werkzeug.exceptions.BadRequest" => 400,
        _ => 500,
    };
}
