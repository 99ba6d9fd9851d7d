using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>
/// What an event tells of how a contract changed. Chargebee sends no state before: what is known by the event's own word is told, and of other
/// terms when they changed.
/// </summary>
internal static class ContractHistory
{
    public static Contract Of(Contract now, SubscriptionBuilder told, string eventType, string eventId, DateTimeOffset occurredAt)
    {
        Amendment at = new()
        {
            EffectiveOn = Wire.Day(occurredAt), EffectiveAt = occurredAt, Before = now.Terms, Terms = now.Terms, Event = eventId,
        };
        Amendment? amendment = eventType switch
        {
            "subscription_renewed" => On(at, told.TermStart) with { Kind = AmendmentKind.Renewal },
            "subscription_paused" => On(at, told.PauseDate) with { Kind = AmendmentKind.Pause, StatusAfter = ContractStatus.Paused },
            "subscription_resumed" => at with { Kind = AmendmentKind.Resume, StatusBefore = ContractStatus.Paused, StatusAfter = now.Status },
            "subscription_cancelled" or "subscription_canceled_with_backdating" =>
                On(at, told.CancelledAt) with { Kind = AmendmentKind.Cancellation, StatusAfter = ContractStatus.Ended, EndsAtAfter = now.EndsAt },
            "subscription_cancellation_scheduled" => at with { Kind = AmendmentKind.Cancellation, EndsAtAfter = now.EndsAt },
            "subscription_scheduled_cancellation_removed" => at with { Kind = AmendmentKind.Continuation },
            "subscription_reactivated" or "subscription_reactivated_with_backdating" =>
                at with { Kind = AmendmentKind.Resume, StatusBefore = ContractStatus.Ended, StatusAfter = now.Status },
            // What changed is what the terms were not before; the flow knows.
            "subscription_changed" => at,
            "subscription_changed_with_backdating" => On(at, told.ChangesAt),
            _ => null,
        };
        return amendment is null ? now : now with { Amendments = [amendment] };
    }

    private static Amendment On(Amendment amendment, DateTimeOffset? effective) =>
        effective is { } instant ? amendment with { EffectiveOn = Wire.Day(instant), EffectiveAt = instant } : amendment;
}
