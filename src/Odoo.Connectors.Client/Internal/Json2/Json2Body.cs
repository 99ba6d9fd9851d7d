using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The body of a JSON-2 request: the ids, every argument by its name, and the context, in one object.</summary>
internal sealed class Json2Body
{
    private Json2Body(ReadOnlyMemory<byte> bytes, bool createsOne) => (Bytes, CreatesOne) = (bytes, createsOne);

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether it creates one record from one object, for which JSON-RPC answers an id and JSON-2 a list of one.</summary>
    public bool CreatesOne { get; }

    /// <param name="call">The call.</param>
    /// <param name="context">Its context.</param>
    /// <param name="shape">The method's arguments; may be <see langword="null"/> if none is given by position.</param>
    public static Json2Body Write(ModelCall call, MergedContext context, MethodShape? shape)
    {
        OdooArgument[] positional = shape?.OnModel == true && call.Ids is { } first ? [OdooArgument.Numbers(first), .. call.Arguments] : [.. call.Arguments];
        OdooArgument? ids = shape?.OnModel != true && call.Ids is { } own ? OdooArgument.Numbers(own) : default(OdooArgument?);
        if (shape is { OnModel: false } && ids is null && call.Named?.ContainsKey("ids") != true)
        {
            if (positional.Length == 0)
            {
                // Odoo would do nothing and answer true.
                throw TransportErrors.NotSent(call, ErrorKind.Validation, "it is a method of records; give OdooCall.Ids, which may be empty");
            }

            (ids, positional) = (positional[0], positional[1..]);
        }

        Check(call, shape, positional.Length, ids is not null);
        int created = -1;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (ids is { } records)
            {
                writer.WritePropertyName("ids");
                records.WriteTo(writer);
            }

            for (int i = 0; i < positional.Length; i++)
            {
                writer.WritePropertyName(shape!.Names[i]);
                created = i == 0 ? (int)(writer.BytesCommitted + writer.BytesPending) : created;
                positional[i].WriteTo(writer);
            }

            call.Keywords?.Invoke(writer);
            context.WriteTo(writer);
            writer.WriteEndObject();
        }

        bool one = call.Method == "create"
            && (created >= 0 ? buffer.WrittenSpan[created] == '{' : call.Named is { } named && named["vals_list"] is JsonObject);
        return new Json2Body(buffer.WrittenMemory, one);
    }

    private static void Check(ModelCall call, MethodShape? shape, int positional, bool hasIds)
    {
        if (positional > (shape?.Names.Count ?? 0))
        {
            throw TransportErrors.NotSent(call, ErrorKind.Validation, "it takes fewer arguments by position; give the others as OdooCall.Keywords");
        }

        if (call.Named is { } named && ((hasIds && named.ContainsKey("ids")) || shape?.Names.Take(positional).Any(named.ContainsKey) == true))
        {
            throw TransportErrors.NotSent(call, ErrorKind.Validation, "an argument is given both by position and by name");
        }
    }
}
