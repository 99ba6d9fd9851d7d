using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>GET /doc-bearer/index.json and /doc-bearer/(model).json: models, fields and the signatures of methods.</summary>
internal sealed class DocEndpoint(World world, Credentials credentials, CallGate gate)
{
    private const string Extension = ".json";

    public async Task<RpcReply> HandleAsync(RpcRequest request)
    {
        var page = request.Segments[1];
        if (!page.EndsWith(Extension, StringComparison.Ordinal))
        {
            return RpcReply.NotFound;
        }

        var name = page[..^Extension.Length];
        return await gate.RunAsync(new GatedCall("doc-bearer", name, "[]", () => Answer(request, name), r => RpcReply.Json(r), Refuse)).ConfigureAwait(false);
    }

    private RpcReply Answer(RpcRequest request, string name)
    {
        var env = new Env(world, credentials.Bearer(request["Authorization"]), []);
        if (!MayRead(env))
        {
            throw OdooError.Access("This page is only accessible to Technical Documentation users.");
        }

        var isIndex = name == "index";
        if (!isIndex && !world.Models.ContainsKey(name))
        {
            return RpcReply.NotFound;
        }

        // The pages of one model change with the set of models and fields, the rights of the user and nothing else.
        var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{(isIndex ? name : "model")}|{env.Uid}|{string.Join(' ', env.User.Links("group_ids"))}|{world.Models.Values.Sum(m => m.Fields.Count)}")));
        if (IsKnown(request, tag))
        {
            return new RpcReply(304, "", "");
        }

        if (isIndex)
        {
            return RpcReply.Json(ModelDocument.Index(world, env)).With("ETag", $"\"{tag}\"");
        }

        AccessRules.Check(env, world.Models[name], "access");
        // Odoo writes this tag without the quotes that HTTP asks for.
        return RpcReply.Json(ModelDocument.Of(world, name)).With("ETag", tag).With("Cache-Control", "no-cache, private");
    }

    private bool MayRead(Env env) =>
        env.IsAdmin || (world.ExternalIds.Find("api_doc.group_allow_doc") is { } group && env.User.Links("group_ids").Contains(group.Id));

    private static bool IsKnown(RpcRequest request, string tag) =>
        request["Cache-Control"]?.Contains("no-cache", StringComparison.OrdinalIgnoreCase) != true
        && (request["If-None-Match"] ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Any(t => t == "*" || (t.StartsWith("W/", StringComparison.Ordinal) ? t[2..] : t).Trim('"') == tag);

    // These routes are for browsers: errors are pages, not JSON.
    private static RpcReply Refuse(OdooError error) => ErrorBody.StatusOf(error.Name) switch
    {
        401 => RpcReply.Html(401, "Unauthorized", error.Message).With("WWW-Authenticate", "Bearer"),
        403 => RpcReply.Html(403, "Forbidden", error.Message),
        var status => RpcReply.Html(status, "Internal Server Error", "The server encountered an internal error."),
    };
}
