using System.Text.Json;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>What one effect writes.</summary>
/// <param name="Id">The record that it is written to: a subscription's customer, an order's subscription, a payment's invoice; empty where it makes one.</param>
/// <param name="Fields">The parameters, in their order.</param>
internal sealed record PlannedWrite(string Id, IReadOnlyDictionary<string, string> Fields)
{
    public static PlannedWrite Parse(string payload) => JsonSerializer.Deserialize(payload, PortJson.Default.PlannedWrite)!;

    /// <summary>The payload of the effect.</summary>
    /// <returns>JSON.</returns>
    public string ToPayload() => JsonSerializer.Serialize(this, PortJson.Default.PlannedWrite);
}
