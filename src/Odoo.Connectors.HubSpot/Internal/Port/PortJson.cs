using System.Text.Json.Serialization;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The payloads of effects.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlannedWrite))]
internal sealed partial class PortJson : JsonSerializerContext;
