using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

public static partial class OdooFieldReader
{
    /// <summary>A selection field.</summary>
    /// <typeparam name="TEnum">The enum of its values.</typeparam>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The selection, known to the enum or not; <see langword="null"/> if unset.</returns>
    public static OdooSelection<TEnum>? Selection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(
        ref Utf8JsonReader reader, string model, string field)
        where TEnum : struct, Enum
    {
        if (IsUnset(ref reader))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw Bad(model, field, "is not a selection");
        }

        return !reader.HasValueSequence && !reader.ValueIsEscaped && SelectionTexts<TEnum>.TryFind(reader.ValueSpan, out OdooSelection<TEnum> known)
            ? known : new OdooSelection<TEnum>(Values.TryText(ref reader) ?? throw Bad(model, field, "is not a selection"));
    }

    /// <summary>A binary field, which travels as base64.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The bytes, <see langword="null"/> if unset.</returns>
    public static byte[]? Bytes(ref Utf8JsonReader reader, string model, string field)
    {
        if (IsUnset(ref reader))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && Values.TryBytes(ref reader) is { } bytes
            ? bytes : throw Bad(model, field, "is not base64; with bin_size in the context Odoo sends the size instead");
    }

    /// <summary>A binary field, which travels as base64.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The content, <see langword="null"/> if unset.</returns>
    public static OdooBinary? Binary(ref Utf8JsonReader reader, string model, string field) =>
        Bytes(ref reader, model, field) is { } bytes ? new OdooBinary(bytes) : null;

    /// <summary>A json or properties field, or any other as it came.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The value, <see langword="null"/> if it is false or null.</returns>
    public static JsonElement? Json(ref Utf8JsonReader reader, string model, string field) =>
        reader.TokenType is JsonTokenType.False or JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader);
}
