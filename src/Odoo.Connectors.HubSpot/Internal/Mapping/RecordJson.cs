using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>What must be known of a record before it is mapped.</summary>
internal static class RecordJson
{
    public static string IdOf(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String && IsId(id.GetString())
            ? id.GetString()!
            : throw FieldErrors.Missing("id");

    /// <summary>When it was last modified: by the property that searches go by, else as the record says.</summary>
    public static DateTimeOffset ModifiedAt(JsonElement record, string property) =>
        record.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object && Moment(properties, property) is { } searched ? searched
        : Moment(record, "updatedAt") ?? throw FieldErrors.Missing("updatedAt");

    public static DateTimeOffset? Moment(JsonElement record, string name) =>
        !record.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text ? null
        : TryMoment(text, out DateTimeOffset moment) ? moment
        : throw FieldErrors.Wrong(name, "a moment such as 2026-09-15T09:30:00.000Z");

    public static bool TryMoment(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);

    public static bool IsId(string? text) => text is { Length: > 0 and <= 20 } && text.All(char.IsAsciiDigit);
}
