using System.Text.Json.Serialization;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The payloads of effects, and what is asked before they are planned.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlannedWrite))]
[JsonSerializable(typeof(CustomerMatch))]
[JsonSerializable(typeof(PriceList))]
internal sealed partial class PortJson : JsonSerializerContext;
