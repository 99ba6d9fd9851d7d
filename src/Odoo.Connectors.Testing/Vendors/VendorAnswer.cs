using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What an emulator answers.</summary>
internal sealed record VendorAnswer(int Status, string Body, string ContentType)
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static VendorAnswer Json(int status, JsonNode body) => new(status, body.ToJsonString(Compact), "application/json");

    public static VendorAnswer Empty(int status) => new(status, string.Empty, string.Empty);

    public static VendorAnswer Page(int status) =>
        new(status, $"<html><head><title>Error {status}</title></head><body><h1>Error {status}</h1></body></html>", "text/html");

    /// <summary>The same with headers of its own.</summary>
    public static VendorAnswer Copy(VendorAnswer answer)
    {
        var copy = new VendorAnswer(answer.Status, answer.Body, answer.ContentType);
        foreach ((string name, string value) in answer.Headers)
        {
            copy.Headers[name] = value;
        }

        return copy;
    }

    public VendorAnswer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
