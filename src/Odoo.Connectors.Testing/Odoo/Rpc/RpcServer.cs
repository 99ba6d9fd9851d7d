using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Routes: /jsonrpc, /json/2, /doc-bearer, /web/version and /json/version.</summary>
internal sealed class RpcServer(string database, JsonRpcEndpoint jsonRpc, Json2Endpoint json2, DocEndpoint doc)
{
    public async Task<RpcReply> HandleAsync(RpcRequest request) => (request.Segments, request.Method) switch
    {
        (["jsonrpc"], _) => await jsonRpc.HandleAsync(request).ConfigureAwait(false),
        (["web" or "json", "version"], "GET") => RpcReply.Json(new JsonObject { ["version_info"] = RpcServices.VersionInfo, ["version"] = "19.0" }),
        (["json" or "doc-bearer", ..], _) when request["X-Odoo-Database"] is { Length: > 0 } name && name != database => NoDatabase,
        (["json", "2", ..], _) => await json2.HandleAsync(request).ConfigureAwait(false),
        (["json", ..], _) => LogIn(request),
        (["doc-bearer", _], "GET") => await doc.HandleAsync(request).ConfigureAwait(false),
        _ => RpcReply.NotFound,
    };

    private static RpcReply NoDatabase { get; } = new(404, "text/html; charset=utf-8",
        "<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n"
        + "<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n");

    private static RpcReply LogIn(RpcRequest request)
    {
        var page = $"/web/login?redirect={Uri.EscapeDataString(request.Path + "?")}";
        return RpcReply.Html(303, "Redirecting...", $"You should be redirected automatically to the target URL: <a href=\"{page}\">{page}</a>.").With("Location", page);
    }
}
