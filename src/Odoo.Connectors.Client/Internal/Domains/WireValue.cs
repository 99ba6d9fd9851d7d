using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Values of conditions as they go out: moments in Odoo's form already, null as false, nothing shared with the caller.</summary>
internal static class WireValue
{
    public static JsonNode Of(JsonNode? value) => value switch
    {
        null => JsonValue.Create(false),
        JsonArray items => new JsonArray([.. items.Select(Of)]),
        JsonValue moment when !moment.TryGetValue<string>(out _) && moment.TryGetValue(out DateTimeOffset when) => OdooFormat.DateTime(when),
        JsonValue day when !day.TryGetValue<string>(out _) && day.TryGetValue(out DateOnly date) => OdooFormat.Date(date),
        _ => value.DeepClone(),
    };
}
