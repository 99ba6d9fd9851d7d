using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>What an order means for a subscription as it is now.</summary>
/// <param name="IsToDo">Whether it is still to be carried out.</param>
/// <param name="Cause">The word for why it makes no sense any more; null where it is carried out already.</param>
/// <param name="Why">What it is now, and what to do.</param>
internal sealed record SubscriptionState(bool IsToDo, string? Cause = null, string? Why = null)
{
    private static readonly SubscriptionState Open = new(true), Already = new(false);

    public static SubscriptionState Of(string way, PlannedWrite order, JsonElement subscription)
    {
        string? status = subscription.Text("status");
        return way switch
        {
            Ways.Cancel => status == "cancelled" || (IsAtTermEnd(order) && IsEndingWithTerm(subscription)) ? Already : Moved(status) ?? Open,
            Ways.Pause when status == "paused" => subscription.Number("resume_date") == Number(order, "resume_date") ? Already
                : new(false, "paused-otherwise", "is paused already and goes on at another time; set that in Chargebee, then skip this"),
            Ways.Pause => Ended(status) ?? Moved(status) ?? (status is "future" or "in_trial"
                ? new(false, "contract-not-begun", "has not begun to be billed, and Chargebee pauses what runs; retry when it runs, or change its start in Chargebee and skip this")
                : Open),
            _ => Ended(status) ?? Moved(status) ?? (status == "paused" ? Open : Already),
        };
    }

    /// <summary>An order's parameters; one that ends a contract term ends it by a parameter of its own.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(string way, PlannedWrite order, JsonElement subscription) =>
        way != Ways.Cancel || subscription.Part("contract_term").Text("status") != "active" ? order.Fields : order.Fields.Select(f => f.Key != Option ? f
            : KeyValuePair.Create("contract_term_cancel_option", IsAtTermEnd(order) ? "end_of_subscription_billing_term" : "terminate_immediately"));

    private const string Option = "cancel_option";

    private static SubscriptionState? Ended(string? status) => status == "cancelled"
        ? new(false, "contract-ended", "is cancelled; reactivate it in Chargebee and retry if it is to go on, or else skip this")
        : null;

    private static SubscriptionState? Moved(string? status) => status == "transferred"
        ? new(false, "contract-moved", "was moved to another business entity; give the order to the one that stands for it, then skip this")
        : null;

    private static bool IsAtTermEnd(PlannedWrite order) => order.Fields[Option] == "end_of_term";

    private static bool IsEndingWithTerm(JsonElement subscription) =>
        subscription.Number("cancelled_at") is { } at && at <= (subscription.Number("current_term_end") ?? subscription.Number("trial_end") ?? long.MaxValue);

    private static long? Number(PlannedWrite order, string field) => order.Fields.TryGetValue(field, out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
