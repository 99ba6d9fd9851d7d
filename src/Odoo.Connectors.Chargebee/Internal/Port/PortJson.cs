using System.Text.Json.Serialization;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The payloads of effects, and what is asked before they are planned.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlannedWrite))]
[JsonSerializable(typeof(CustomerMatch))]
[JsonSerializable(typeof(PriceMatch))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PortJson : JsonSerializerContext;
