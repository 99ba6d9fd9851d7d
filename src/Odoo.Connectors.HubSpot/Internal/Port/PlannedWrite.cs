using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>What one effect writes.</summary>
/// <param name="Type">The object type.</param>
/// <param name="Records">Its records: one, or the contacts of a company.</param>
/// <param name="Company">The company that the contacts belong to: its id, or its value of <paramref name="CompanyIdProperty"/>.</param>
/// <param name="CompanyIdProperty">Our unique property, where the company is made before the contacts are sent; null for HubSpot's id.</param>
internal sealed record PlannedWrite(string Type, IReadOnlyList<PlannedRecord> Records, string? Company = null, string? CompanyIdProperty = null)
{
    public static PlannedWrite Parse(string payload) => JsonSerializer.Deserialize(payload, PortJson.Default.PlannedWrite)!;

    /// <summary>The payload of the effect.</summary>
    /// <returns>JSON.</returns>
    public string ToPayload() => JsonSerializer.Serialize(this, PortJson.Default.PlannedWrite);
}
