using System.Text.Json;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>What came back of a write.</summary>
/// <param name="Body">What Chargebee answered; null where it was not done, or may not have been.</param>
/// <param name="Failure">Why there is no answer.</param>
internal sealed record WriteAnswer(JsonElement? Body, ConnectorException? Failure)
{
    /// <summary>Chargebee's code of a refusal.</summary>
    public string? Code { get; init; }

    /// <summary>Whether money was refused, which is for the customer to settle.</summary>
    public bool IsPayment { get; init; }

    /// <summary>Whether Chargebee knew the idempotency key, and repeated what it had answered.</summary>
    public bool IsReplayed { get; init; }
}
