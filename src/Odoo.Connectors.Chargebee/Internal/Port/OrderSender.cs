using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Ends, pauses and resumes subscriptions. How a subscription is says whether an order was carried out, and whether it still makes sense.</summary>
internal sealed class OrderSender(PortCalls calls)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string path = $"subscriptions/{PortCalls.Escape(write.Id)}";
        if (await calls.FindAsync(path, "subscription", cancellationToken).ConfigureAwait(false) is not { } now)
        {
            return Failures.Refused(dispatch, ErrorKind.NotFound, "record-gone", $"'{calls.System}' has no subscription {write.Id} any more; skip this, or link the contract to the one that stands for it.", "subscription");
        }

        SubscriptionState state = SubscriptionState.Of(dispatch.Way, write, now);
        if (!state.IsToDo)
        {
            return Ended(dispatch, write, state, now);
        }

        string action = dispatch.Way == Ways.Cancel ? "cancel_for_items" : dispatch.Way;
        WriteAnswer answer = await calls.PostAsync($"{path}/{action}", SubscriptionState.Fields(dispatch.Way, write, now), dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        if (answer.Body is { } body)
        {
            return Done(dispatch, write, body.Part("subscription"), answer.IsReplayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied);
        }

        // It may have moved on between the look and the write.
        return answer.Failure is { Kind: ErrorKind.Conflict } && await calls.FindAsync(path, "subscription", cancellationToken).ConfigureAwait(false) is { } then
            && SubscriptionState.Of(dispatch.Way, write, then) is { IsToDo: false } moved
                ? Ended(dispatch, write, moved, then)
                : Failures.Of(dispatch, answer);
    }

    private Outcome Ended(Dispatch dispatch, PlannedWrite write, SubscriptionState state, JsonElement subscription) => state.Cause is { } cause
        ? Failures.Refused(dispatch, ErrorKind.Conflict, cause, $"Subscription {write.Id} of '{calls.System}' {state.Why}.", "status")
        : Done(dispatch, write, subscription, OutcomeStatus.Replayed);

    private static Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement subscription, OutcomeStatus status) => new()
    {
        Key = dispatch.Key, Status = status, Note = $"{dispatch.Way} of subscription {write.Id}: it is {subscription.Text("status")}",
    };
}
