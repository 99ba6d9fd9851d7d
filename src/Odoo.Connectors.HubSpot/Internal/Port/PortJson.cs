using System.Text.Json.Serialization;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The payloads of effects, and what is asked before they are planned.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlannedWrite))]
[JsonSerializable(typeof(CompanyMatch))]
internal sealed partial class PortJson : JsonSerializerContext;
