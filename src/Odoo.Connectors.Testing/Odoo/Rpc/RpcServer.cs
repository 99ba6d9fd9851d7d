using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Routes: /jsonrpc, /json/2, /doc-bearer, the web session, /web/version and /json/version.</summary>
internal sealed class RpcServer(Sites sites)
{
    private readonly JsonRpcEndpoint _jsonRpc = new(sites);

    public async Task<RpcReply> HandleAsync(RpcRequest request) => (request.Segments, request.Method) switch
    {
        (["jsonrpc"], _) => await _jsonRpc.HandleAsync(request).ConfigureAwait(false),
        (["web" or "json", "version"], "GET") => RpcReply.Json(new JsonObject { ["version_info"] = RpcServices.VersionInfo, ["version"] = "19.0" }),
        (["web", "session", "authenticate"], "POST") => await WebSessionEndpoint.Asked(sites, request).AuthenticateAsync(request).ConfigureAwait(false),
        (["web", "dataset", "call_kw", var model, var method], "POST") => await WebSessionEndpoint.Entered(sites, request).CallAsync(request, model, method).ConfigureAwait(false),
        (["json" or "doc-bearer", ..], _) when sites.Selected(request["X-Odoo-Database"]) is null => NoDatabase,
        (["json", "2", ..], _) => await sites.Selected(request["X-Odoo-Database"])!.Json2.HandleAsync(request).ConfigureAwait(false),
        (["json", ..], _) => LogIn(request),
        (["doc-bearer", _], "GET") => await sites.Selected(request["X-Odoo-Database"])!.Doc.HandleAsync(request).ConfigureAwait(false),
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
