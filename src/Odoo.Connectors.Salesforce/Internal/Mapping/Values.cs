using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Reads values as the REST API, its CSV and its events write them. What is none is an error of the field that is read.</summary>
internal static class Values
{
    // The offset has no colon, which no format of .NET reads; Salesforce always writes UTC.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", "yyyy-MM-dd'T'HH:mm:ss'+0000'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'",
    ];

    /// <summary>A text without blanks around it, or null when nothing is left.</summary>
    public static string? Text(ref Utf8JsonReader reader) => JsonField.Text(ref reader)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A record id in 18 characters.</summary>
    public static string? Id(ref Utf8JsonReader reader) =>
        JsonField.Text(ref reader) is not { } text ? null : SalesforceId.Normal(text) ?? throw new InvalidOperationException("A record id was expected.");

    public static DateTimeOffset? Moment(ref Utf8JsonReader reader) => JsonField.Text(ref reader) is not { } text ? null
        : TryMoment(text, out DateTimeOffset moment) ? moment
        : throw new InvalidOperationException("A moment was expected.");

    public static bool TryMoment(string? text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
