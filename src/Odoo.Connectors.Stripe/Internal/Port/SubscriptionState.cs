using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Where a subscription stands, as orders ask.</summary>
internal sealed class SubscriptionState(JsonObject subscription)
{
    public bool IsEnded => Status is "canceled" or "incomplete_expired";

    /// <summary>Paused by Stripe itself: it makes no invoices, and goes on by a call of its own.</summary>
    public bool IsStopped => Status == "paused";

    private string? Status => (string?)subscription["status"];

    private JsonObject? Pause => subscription["pause_collection"] as JsonObject;

    /// <summary>Whether it obeyed an order last.</summary>
    public bool Obeyed(string mark) => CustomerFinder.MetadataOf(subscription, Mark.OrderedBy) == mark;

    /// <summary>Whether it is as an order wants it.</summary>
    public bool Is(string way, PlannedWrite order) => way switch
    {
        Ways.CancelNow => IsEnded,
        Ways.CancelLater => IsEnded || subscription["cancel_at_period_end"]?.GetValue<bool>() is true,
        Ways.Pause => !IsEnded && (IsStopped || (Pause is not null && (string?)Pause["behavior"] == "void" && Pause["resumes_at"]?.ToJsonString() == order.Fields.GetValueOrDefault("pause_collection[resumes_at]"))),
        _ => !IsEnded && !IsStopped && Pause is null,
    };
}
