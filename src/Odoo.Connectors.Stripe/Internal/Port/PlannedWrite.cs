using System.Text.Json;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>What one effect sends, as planned.</summary>
internal sealed record PlannedWrite
{
    /// <summary>The parameters by their names; an empty one clears.</summary>
    public Dictionary<string, string> Fields { get; init; } = new(StringComparer.Ordinal);

    /// <summary>When it was planned, in seconds since 1970: no attempt at it is older.</summary>
    public required long PlannedAt { get; init; }

    /// <summary>Stripe's id of what it is about: a customer, a subscription, an invoice. Null where that is found when it is sent.</summary>
    public string? Id { get; init; }

    /// <summary>The customer that an effect before this one makes.</summary>
    public CustomerPlace? Place { get; init; }

    /// <summary>The VAT number that a customer is to have among its tax ids; null where that is not to be looked at.</summary>
    public string? TaxId { get; init; }

    public static PlannedWrite Parse(string payload) => JsonSerializer.Deserialize(payload, PortJson.Default.PlannedWrite)!;

    public string ToPayload() => JsonSerializer.Serialize(this, PortJson.Default.PlannedWrite);
}
