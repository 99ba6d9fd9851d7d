using System.Text.Json;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What an error names: its category, the property at fault, the record in the way. Only what looks like a name or an id is taken.</summary>
internal static partial class ErrorReader
{
    public static ErrorBody? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HubSpotJson.Default.ErrorBody);
        }
        catch (JsonException)
        {
            return null; // a wrong path is answered in HTML
        }
    }

    /// <summary>The category; a rate limit names its policy instead. A record that is not there is said so in JSON, a path in HTML.</summary>
    public static string? Code(int status, ErrorBody? body) =>
        Word(body?.Category) ?? Word(body?.PolicyName) ?? Word(body?.ErrorType) ?? (status == 404 && body?.Message is not null ? "OBJECT_NOT_FOUND" : null);

    /// <summary>The code of the first detail, such as <c>PROPERTY_DOESNT_EXIST</c>.</summary>
    public static string? Detail(ErrorBody? body) =>
        body?.Errors?.Select(e => Word(e.Code)).FirstOrDefault(c => c is not null) ?? InMessage(body, "error", Word);

    public static string? Field(ErrorBody? body) =>
        body?.Errors?.Select(e => FromContext(e.Context, "propertyName") ?? Name(e.In)).FirstOrDefault(f => f is not null)
        ?? FromContext(body?.Context, "propertyName")
        ?? FromContext(body?.Context, "properties")
        ?? InMessage(body, "name", Name);

    public static string? Scopes(ErrorBody? body) =>
        body?.Errors?.Select(e => e.Context?.GetValueOrDefault("requiredGranularScopes")).FirstOrDefault(s => s is { ValueKind: JsonValueKind.Array }) is { } scopes
            ? string.Join(", ", scopes.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.String).Select(s => Name(s.GetString())).OfType<string>())
            : null;

    public static string? ExistingId(ErrorBody? body) => body?.Message is { } message && Existing().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The first text under a name in the context of an error, whatever it is.</summary>
    public static IEnumerable<string> Context(ErrorBody error, string name) =>
        error.Context?.GetValueOrDefault(name) is { } value
            ? value.ValueKind switch
            {
                JsonValueKind.String => [value.GetString()!],
                JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!),
                _ => [],
            }
            : [];

    private static string? FromContext(Dictionary<string, JsonElement>? context, string name) => context?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.Array } values
        ? values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => Name(v.GetString())).FirstOrDefault(v => v is not null)
        : null;

    /// <summary>HubSpot writes the details of a refused value as JSON inside of the message.</summary>
    private static string? InMessage(ErrorBody? body, string member, Func<string?, string?> accept)
    {
        int start = body?.Message?.IndexOf("[{", StringComparison.Ordinal) ?? -1;
        int end = body?.Message?.LastIndexOf("}]", StringComparison.Ordinal) ?? -1;
        if (start < 0 || end < start)
        {
            return null;
        }

        try
        {
            using JsonDocument details = JsonDocument.Parse(body!.Message!.AsMemory(start, end + 2 - start));
            return details.RootElement.EnumerateArray()
                .Select(d => d.ValueKind == JsonValueKind.Object && d.TryGetProperty(member, out JsonElement v) && v.ValueKind == JsonValueKind.String ? accept(v.GetString()) : null)
                .FirstOrDefault(v => v is not null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(string? text) => text is not null && Words().IsMatch(text) ? text : null;

    private static string? Name(string? text) => text is not null && Names().IsMatch(text) ? text : null;

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{2,79}\z")]
    private static partial Regex Words();

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9_.]{0,99}\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"Existing ID: ([0-9]{1,20})\b")]
    private static partial Regex Existing();
}
