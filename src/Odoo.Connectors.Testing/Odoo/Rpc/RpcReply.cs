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

    public int? RetryAfter { get; init; }

    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    public static RpcReply Json(JsonNode body) => new(200, "application/json; charset=utf-8", body.ToJsonString(s_json));

    public static RpcReply Html(int status, string title, string text) =>
        new(status, "text/html; charset=utf-8", $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n");
}
