using System.Text.Json;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// Reads the value of one field, whichever way Odoo writes it; what generated code calls. False and null are unset for every type, and
/// so are an empty text, zero and an empty list where they are no value of the type. Anything else that is not a value of the type
/// fails with an <see cref="OdooProtocolException"/> that names model and field. The reader stands on the first token of the value and
/// is left on the last.
/// </summary>
public static partial class OdooFieldReader
{
    /// <summary>A boolean; unset is false.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The value.</returns>
    public static bool Boolean(ref Utf8JsonReader reader, string model, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => IsUnset(ref reader) ? false : throw Bad(model, field, "is not a boolean"),
    };

    /// <summary>A char, text or html field. An empty text is a value.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The text, <see langword="null"/> if unset.</returns>
    public static string? Text(ref Utf8JsonReader reader, string model, string field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.TokenType is JsonTokenType.False or JsonTokenType.Null ? null : throw Bad(model, field, "is not a text");
        }

        return Values.TryText(ref reader) ?? throw Bad(model, field, "is not a text");
    }

    /// <summary>An integer field, a many2one_reference, or the id of a many2one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public static long? Int64(ref Utf8JsonReader reader, string model, string field)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Values.TryInteger(ref reader, out long number) ? number : throw Bad(model, field, "is not an integer");
        }

        return References.TryRead(ref reader, null, out OdooReference? reference) ? reference?.Id : throw Bad(model, field, "is not an integer");
    }

    /// <summary>An integer field within 32 bits.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public static int? Int32(ref Utf8JsonReader reader, string model, string field) => Int64(ref reader, model, field) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and { } number => (int)number,
        _ => throw Bad(model, field, "is too large for 32 bits"),
    };

    /// <summary>A float or monetary field, from the digits as sent, never through binary floating point.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The number, <see langword="null"/> if unset.</returns>
    public static decimal? Decimal(ref Utf8JsonReader reader, string model, string field)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Decimals.TryRead(ref reader, out decimal number) ? number : throw Bad(model, field, "is not a decimal number");
        }

        return IsUnset(ref reader) ? null : throw Bad(model, field, "is not a decimal number");
    }

    /// <summary>A date field. Years may come without leading zeros, as in <c>1-01-01</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The date, <see langword="null"/> if unset.</returns>
    public static DateOnly? Date(ref Utf8JsonReader reader, string model, string field) => Moments.TryDate(ref reader, out DateOnly date) ? date
        : IsUnset(ref reader) ? null : throw Bad(model, field, "is not a date");

    /// <summary>A datetime field, which Odoo keeps and sends in UTC.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The moment with offset zero, <see langword="null"/> if unset.</returns>
    public static DateTimeOffset? Moment(ref Utf8JsonReader reader, string model, string field) => Moments.TryMoment(ref reader, out DateTimeOffset moment) ? moment
        : IsUnset(ref reader) ? null : throw Bad(model, field, "is not a datetime");

    /// <summary>The value of a property that cannot be null.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">What was read.</param>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>The value.</returns>
    /// <exception cref="OdooProtocolException">The field is unset.</exception>
    public static T Required<T>(T? value, string model, string field)
        where T : class => value ?? throw Bad(model, field, "is unset; make the property nullable");

    /// <inheritdoc cref="Required{T}(T, string, string)"/>
    public static T Required<T>(T? value, string model, string field)
        where T : struct => value ?? throw Bad(model, field, "is unset; make the property nullable");

    /// <summary>The name of a property, without its escapes.</summary>
    /// <param name="reader">The reader, on a property's name.</param>
    /// <returns>The name.</returns>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader) => !reader.HasValueSequence && !reader.ValueIsEscaped
        ? reader.ValueSpan : System.Text.Encoding.UTF8.GetBytes(Values.TryText(ref reader) ?? "");

    /// <summary>The record is no object.</summary>
    /// <param name="model">The model.</param>
    /// <returns>An exception to throw.</returns>
    public static OdooProtocolException NoRecord(string model) => Bad(model, "id", "cannot be read, since the record is no object");

    /// <summary>A field is missing in the answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="field">The field.</param>
    /// <returns>An exception to throw.</returns>
    public static OdooProtocolException Missing(string model, string field) => Bad(model, field, "was not read");

    /// <summary>Whether the value is one of those that stand for nothing; if it is an empty list, the reader goes to its end.</summary>
    internal static bool IsUnset(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.False or JsonTokenType.Null => true,
        JsonTokenType.String => reader.ValueTextEquals(""u8),
        JsonTokenType.Number => reader.TryGetDecimal(out decimal number) && number == 0m,
        JsonTokenType.StartArray => IsEmptyList(ref reader),
        _ => false,
    };

    private static bool IsEmptyList(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader; // so that a list with something in it is still seen as a list
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.EndArray)
        {
            return false;
        }

        reader = ahead;
        return true;
    }

    private static OdooProtocolException Bad(string model, string field, string problem) => new(model, field, problem);
}
