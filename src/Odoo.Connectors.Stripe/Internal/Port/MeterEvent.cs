using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>One event of a meter as it is planned and sent.</summary>
/// <param name="EventName">The meter's event name.</param>
/// <param name="Customer">The customer's id.</param>
/// <param name="Value">How much, a whole number.</param>
/// <param name="Timestamp">When, in seconds since 1970.</param>
/// <param name="PlannedAt">When it was planned: no attempt at it is older.</param>
internal sealed record MeterEvent(string EventName, string Customer, long Value, long Timestamp, long PlannedAt)
{
    public static MeterEvent Parse(string payload)
    {
        JsonNode json = JsonNode.Parse(payload)!;
        return new MeterEvent(
            (string)json["event_name"]!, (string)json["stripe_customer_id"]!, (long)json["value"]!, (long)json["timestamp"]!, (long)json["planned_at"]!);
    }

    /// <summary>What Stripe knows the event by: the same for every attempt at an effect, in whatever generation.</summary>
    public static string Identifier(string effectKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(effectKey)));

    public string ToPayload() => new JsonObject
    {
        ["event_name"] = EventName, ["stripe_customer_id"] = Customer, ["value"] = Value, ["timestamp"] = Timestamp, ["planned_at"] = PlannedAt,
    }.ToJsonString();

    public string ToForm(string identifier) => string.Create(
        CultureInfo.InvariantCulture,
        $"event_name={Uri.EscapeDataString(EventName)}&payload[stripe_customer_id]={Uri.EscapeDataString(Customer)}&payload[value]={Value}&identifier={identifier}&timestamp={Timestamp}");
}
