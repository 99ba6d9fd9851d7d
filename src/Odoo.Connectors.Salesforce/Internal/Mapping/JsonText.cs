using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Field values as text.</summary>
internal static class JsonText
{
    /// <summary>The value as text: numbers without exponent, <c>true</c> and <c>false</c>, null for null.</summary>
    public static string? Of(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number when TryDecimal(value, out decimal number) => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };

    /// <summary>Reads a number exactly; Salesforce writes large ones with an exponent.</summary>
    public static bool TryDecimal(JsonNode? value, out decimal number)
    {
        number = 0;
        return value?.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
