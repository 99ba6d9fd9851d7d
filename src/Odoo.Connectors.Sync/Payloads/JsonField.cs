using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>Reads the value that a reader stands on. What is of another type is an <see cref="InvalidOperationException"/>, which a <see cref="FieldTable{T}"/> turns into an error that names the field.</summary>
public static class JsonField
{
    /// <summary>A text.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The text; null for null and for an empty one.</returns>
    public static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.Null && reader.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A number, or a text that is one, with or without an exponent. Nothing of it is rounded.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The number; null for null and for an empty text.</returns>
    public static decimal? Decimal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty && !reader.HasValueSequence))
        {
            return null;
        }

        return reader.TokenType is JsonTokenType.Number or JsonTokenType.String && decimal.TryParse(Span(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new InvalidOperationException("A number was expected.");
    }

    /// <summary>A whole number, or a text that is one.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The number; null for null and for an empty text.</returns>
    public static long? Integer(ref Utf8JsonReader reader) => Decimal(ref reader) switch
    {
        null => null,
        decimal value when decimal.IsInteger(value) => (long)value,
        _ => throw new InvalidOperationException("A whole number was expected."),
    };

    /// <summary>A truth value, or the text <c>true</c> or <c>false</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The value; null for null and for an empty text.</returns>
    public static bool? Flag(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when reader.ValueTextEquals("false"u8) => false,
        JsonTokenType.String when reader.ValueTextEquals(""u8) => null,
        _ => throw new InvalidOperationException("A truth value was expected."),
    };

    /// <summary>A day as ISO 8601 writes it, such as <c>2026-09-15</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The day; null for null and for an empty text.</returns>
    public static DateOnly? Date(ref Utf8JsonReader reader) =>
        Text(ref reader) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new InvalidOperationException("A day was expected.");

    /// <summary>
    /// A value beyond the model as text: texts as they are, numbers without exponent, <c>true</c> and <c>false</c>, objects and arrays as JSON.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <returns>The text; null for null.</returns>
    public static string? AsText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number when decimal.TryParse(Span(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                return number.ToString(CultureInfo.InvariantCulture);
            default:
                return JsonElement.ParseValue(ref reader).GetRawText();
        }
    }

    private static ReadOnlySpan<byte> Span(ref Utf8JsonReader reader) =>
        reader.HasValueSequence || reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
