using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>Values as texts that are equal when Salesforce holds what was told: numbers without trailing zeros, line ends alike.</summary>
internal static class FieldText
{
    public static string? Of(JsonNode? value) => value is null ? null : Of(JsonElement.Parse(value.ToJsonString()));

    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text.ReplaceLineEndings("\n").Trim() : null,
        JsonValueKind.Number when decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) =>
            number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
