using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>An HTTP answer, or a connection that is cut.</summary>
internal sealed record RpcReply(int Status, string ContentType, string Body)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RpcReply Cut { get; } = new(0, "", "");

    public bool IsCut => Status == 0;

    /// <summary>Header names and values, sent as they are.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    public static RpcReply Json(JsonNode? body, int status = 200) => new(status, "application/json; charset=utf-8", body?.ToJsonString(s_json) ?? "null");

    public static RpcReply Html(int status, string title, string text) =>
        new(status, "text/html; charset=utf-8", $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n");

    public static RpcReply NotFound { get; } = Html(404, "Not Found", "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.");

    /// <summary>The content type does not fit the route; what would fit is in <paramref name="accept"/>.</summary>
    public static RpcReply WrongType(string inferred, string route, string type, string accept) =>
        Html(415, "Unsupported Media Type", WebUtility.HtmlEncode($"Request inferred type is compatible with {inferred} but '{route}' is type='{type}'.")
            + "<br><br>Please verify the Content-Type request header and try again.").With("Accept", accept);

    public RpcReply With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };
}
