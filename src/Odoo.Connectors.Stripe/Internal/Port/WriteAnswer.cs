using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>What Stripe answered to a write.</summary>
/// <param name="Body">The object, where it was done.</param>
/// <param name="Failure">Why it was not, or may not have been.</param>
/// <param name="Code">Stripe's code of the failure.</param>
/// <param name="IsStored">Whether Stripe keeps this answer under the key, and gives it again to the same request.</param>
internal sealed record WriteAnswer(JsonObject? Body, ConnectorException? Failure, string? Code, bool IsStored);
