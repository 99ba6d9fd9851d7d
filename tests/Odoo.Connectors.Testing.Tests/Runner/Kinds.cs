using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The kinds of {"$any": kind}.</summary>
internal static class Kinds
{
    public static bool Is(string kind, JsonNode? value) => kind switch
    {
        "id" => value?.GetValueKind() is JsonValueKind.Number && long.TryParse(value.ToJsonString(), out var id) && id > 0,
        "date" => IsTime(value, "yyyy-MM-dd"),
        "datetime" => IsTime(value, "yyyy-MM-dd HH:mm:ss"),
        "today" => value?.GetValueKind() is JsonValueKind.String && value.GetValue<string>() == TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "string" => value?.GetValueKind() is JsonValueKind.String,
        "text" => value?.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Length > 0,
        "number" => value?.GetValueKind() is JsonValueKind.Number,
        "bool" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "list" => value is JsonArray,
        "object" => value is JsonObject,
        "anything" => true,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static bool IsTime(JsonNode? value, string format) =>
        value?.GetValueKind() is JsonValueKind.String && DateTime.TryParseExact(value.GetValue<string>(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
