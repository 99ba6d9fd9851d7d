using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Writes a field's name and value in Odoo's form; what generated code calls. Null goes out as false.</summary>
public static class OdooFieldWriter
{
    /// <summary>Writes a text.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, string? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteBoolean(field, false);
        }
        else
        {
            writer.WriteString(field, value);
        }
    }

    /// <summary>Writes a boolean.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, bool? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBoolean(field, value ?? false);
    }

    /// <summary>Writes an integer or an id.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, long? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } number)
        {
            writer.WriteNumber(field, number);
        }
        else
        {
            writer.WriteBoolean(field, false);
        }
    }

    /// <summary>Writes a number with the digits it has.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } number)
        {
            writer.WriteNumber(field, number);
        }
        else
        {
            writer.WriteBoolean(field, false);
        }
    }

    /// <summary>Writes a number rounded to the digits after the point that its field keeps, halves away from zero as Odoo does it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <param name="decimals">The digits after the point, 0 to 28.</param>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, decimal? value, int decimals) =>
        Write(writer, field, value is { } number ? Math.Round(number, decimals, MidpointRounding.AwayFromZero) : value);

    /// <summary>Writes a date.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, DateOnly? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } date)
        {
            Span<byte> text = stackalloc byte[Moments.DateLength];
            Moments.Write(date, text);
            writer.WriteString(field, text);
        }
        else
        {
            writer.WriteBoolean(field, false);
        }
    }

    /// <summary>Writes a moment, in UTC; a fraction of a second is cut off, since Odoo keeps none.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, DateTimeOffset? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } moment)
        {
            Span<byte> text = stackalloc byte[Moments.MomentLength];
            Moments.Write(moment, text);
            writer.WriteString(field, text);
        }
        else
        {
            writer.WriteBoolean(field, false);
        }
    }

    /// <summary>Writes bytes as base64.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteBoolean(field, false);
        }
        else
        {
            writer.WriteBase64String(field, value);
        }
    }

    /// <summary>Writes a content as base64.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, OdooBinary? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteBoolean(field, false);
        }
        else
        {
            writer.WriteBase64String(field, value.Bytes.Span);
        }
    }

    /// <summary>Writes JSON as it is.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, JsonElement? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { ValueKind: not JsonValueKind.Undefined } element)
        {
            writer.WritePropertyName(field);
            element.WriteTo(writer);
        }
        else
        {
            writer.WriteBoolean(field, false);
        }
    }

    /// <summary>Writes a reference with its model.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, OdooModelReference? value) => Write(writer, field, value?.ToString());

    /// <summary>Writes a selection.</summary>
    /// <typeparam name="TEnum">The enum of its values.</typeparam>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(
        Utf8JsonWriter writer, JsonEncodedText field, OdooSelectionValue<TEnum> value)
        where TEnum : struct, Enum => Write(writer, field, value.Raw);

    /// <summary>Writes commands.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, JsonEncodedText, string)"/>
    public static void Write(Utf8JsonWriter writer, JsonEncodedText field, OdooCommands value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WritePropertyName(field);
        value.WriteTo(writer);
    }
}
