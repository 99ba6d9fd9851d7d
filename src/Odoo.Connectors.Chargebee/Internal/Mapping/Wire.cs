using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Values as Chargebee writes them.</summary>
internal static class Wire
{
    /// <summary>A time in Unix seconds.</summary>
    public static DateTimeOffset? Instant(ref Utf8JsonReader reader) => Whole(ref reader) switch
    {
        null => null,
        // Year 1 to 9999; anything else is no time at all.
        long seconds and >= -62_135_596_800 and <= 253_402_300_799 => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => throw new InvalidOperationException("A time in Unix seconds was expected."),
    };

    /// <summary>A whole number, which most of Chargebee's are.</summary>
    public static long? Whole(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value) ? value : JsonField.Integer(ref reader);

    public static string? Trimmed(ref Utf8JsonReader reader) => JsonField.Text(ref reader)?.Trim() is { Length: > 0 } text ? text : null;

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <summary>Adds what the next object of an array is read into.</summary>
    public static T Next<T>(List<T> all)
        where T : class, new()
    {
        T next = new();
        all.Add(next);
        return next;
    }
}
