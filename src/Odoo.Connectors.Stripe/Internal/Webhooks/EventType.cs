namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>What an event is about and what it means.</summary>
internal sealed record EventType(string Record, string Change);
