using System.Text.Encodings.Web;
using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Writes JSON-RPC request bodies.</summary>
internal static class RequestWriter
{
    // What is written here is well-formed; what arguments write is held against the depth they began at.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static RequestBody Common(long id, string method, Action<Utf8JsonWriter>? arguments = null) =>
        Envelope(id, "common", method, arguments);

    /// <summary>A call of a model's method.</summary>
    public static RequestBody ExecuteKw(long id, OdooClientOptions options, long uid, ModelCall call, MergedContext context) =>
        Envelope(id, "object", "execute_kw", writer =>
        {
            writer.WriteStringValue(options.Database);
            writer.WriteNumberValue(uid);
            writer.WriteStringValue(options.Secret);
            writer.WriteStringValue(call.Model);
            writer.WriteStringValue(call.Method);
            writer.WriteStartArray();
            if (call.Ids is { } ids)
            {
                OdooArgument.Numbers(ids).WriteTo(writer);
            }

            foreach (OdooArgument argument in call.Arguments)
            {
                Write(writer, argument);
            }

            writer.WriteEndArray();
            if (call.Keywords is null && context.IsEmpty)
            {
                return;
            }

            writer.WriteStartObject();
            call.Keywords?.Invoke(writer);
            context.WriteTo(writer);
            writer.WriteEndObject();
        });

    /// <summary>Writes an argument, which must be one value.</summary>
    public static void Write(Utf8JsonWriter writer, OdooArgument argument)
    {
        int depth = writer.CurrentDepth;
        argument.WriteTo(writer);
        if (writer.CurrentDepth != depth)
        {
            throw new InvalidOperationException("An argument does not end the objects and lists that it begins.");
        }
    }

    private static RequestBody Envelope(long id, string service, string method, Action<Utf8JsonWriter>? arguments)
    {
        var body = new RequestBody();
        using (var writer = new Utf8JsonWriter(body, Options))
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

        return body;
    }
}
