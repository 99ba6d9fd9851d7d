using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>Values as Stripe writes them. What is of another type is an <see cref="InvalidOperationException"/>, which the table turns into an error that names the field.</summary>
internal static class Wire
{
    public static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetString();

    public static long? Integer(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt64(out long value) => value,
        _ => throw new InvalidOperationException("An integer was expected."),
    };

    /// <summary>The <c>*_decimal</c> fields are texts.</summary>
    public static decimal? Decimal(ref Utf8JsonReader reader)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        decimal value;
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String when decimal.TryParse(reader.ValueSpan, Style, CultureInfo.InvariantCulture, out value) => value,
            JsonTokenType.Number when reader.TryGetDecimal(out value) => value,
            _ => throw new InvalidOperationException("A decimal was expected."),
        };
    }

    public static bool Flag(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new InvalidOperationException("True or false was expected."),
    };

    /// <summary>A time in Unix seconds, of the years 1 to 9999.</summary>
    public static DateTimeOffset? Instant(ref Utf8JsonReader reader) => Integer(ref reader) switch
    {
        null => null,
        long seconds and >= -62_135_596_800 and <= 253_402_300_799 => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw new InvalidOperationException("A time was expected."),
    };

    /// <summary>An id, or the id of the object that was expanded in its place.</summary>
    public static string? Id(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Text(ref reader);
        }

        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                id = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return id ?? throw new InvalidOperationException("An object with an id was expected.");
    }

    /// <summary>A field that must be there.</summary>
    public static ConnectorException Missing(string path, string expected) => new(ErrorKind.Protocol, $"Stripe's '{path}' is missing; expected {expected}.") { Field = path };
}
