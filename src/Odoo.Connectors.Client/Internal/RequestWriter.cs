using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Writes JSON-RPC request bodies.</summary>
internal static class RequestWriter
{
    public static ReadOnlyMemory<byte> Common(long id, string method, Action<Utf8JsonWriter>? arguments = null) =>
        Envelope(id, "common", method, arguments);

    /// <summary>A call of a model's method. <paramref name="positional"/> writes the items of the list of arguments.</summary>
    public static ReadOnlyMemory<byte> ExecuteKw(long id, OdooClientOptions options, long uid, string model, string method,
        Action<Utf8JsonWriter> positional, Action<Utf8JsonWriter>? keywords, MergedContext context) =>
        Envelope(id, "object", "execute_kw", writer =>
        {
            writer.WriteStringValue(options.Database);
            writer.WriteNumberValue(uid);
            writer.WriteStringValue(options.Secret);
            writer.WriteStringValue(model);
            writer.WriteStringValue(method);
            writer.WriteStartArray();
            positional(writer);
            writer.WriteEndArray();
            if (keywords is null && context.IsEmpty)
            {
                return;
            }

            writer.WriteStartObject();
            keywords?.Invoke(writer);
            context.WriteTo(writer);
            writer.WriteEndObject();
        });

    private static ReadOnlyMemory<byte> Envelope(long id, string service, string method, Action<Utf8JsonWriter>? arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteString("method", "call");
            writer.WriteStartObject("params");
            writer.WriteString("service", service);
            writer.WriteString("method", method);
            writer.WriteStartArray("args");
            arguments?.Invoke(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteNumber("id", id);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
