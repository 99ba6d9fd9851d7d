using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// Carries out orders about subscriptions. Each is read first: one that is so already is not written to, one that obeyed the order and was changed
/// since is left as it is, and a case says so.
/// </summary>
internal sealed class OrderSender(string system, StripeWrites writes, StripeGets gets)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite order, CancellationToken cancellationToken)
    {
        string path = $"/v1/subscriptions/{Uri.EscapeDataString(order.Id!)}";
        SubscriptionState state;
        try
        {
            if (await gets.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return Failures.Refused(dispatch, ErrorKind.NotFound, "no-subscription", $"'{system}' has no subscription {order.Id}; correct the contract of this order, then retry.", "contract");
            }

            state = new SubscriptionState(found.Value);
        }
        catch (ConnectorException e)
        {
            return Failures.Unread(dispatch, e);
        }

        string mark = Mark.Of(dispatch);
        if (state.Is(dispatch.Way, order))
        {
            return Done(dispatch, order, OutcomeStatus.Replayed, "was so already");
        }

        if (state.Obeyed(mark))
        {
            return Done(dispatch, order, OutcomeStatus.Replayed, "obeyed, and was changed since") with
            {
                Discrepancy = new CaseReason(
                    ErrorKind.Conflict, "order-taken-back",
                    $"Subscription {order.Id} of '{system}' obeyed this order and was changed since; it is left as it is. Give a new order where it should be otherwise.", "contract"),
            };
        }

        if (state.IsEnded)
        {
            return Failures.Refused(
                dispatch, ErrorKind.Conflict, "contract-ended", $"Subscription {order.Id} of '{system}' has ended, and can be neither paused nor resumed; make a new contract, or skip this order.", "status");
        }

        return await SendAsync(dispatch, order, path, mark, state, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite order, string path, string mark, SubscriptionState state, CancellationToken cancellationToken)
    {
        string form = StripeForm.Of([.. order.Fields, new($"metadata[{Mark.OrderedBy}]", mark)]);
        WriteAnswer answer = dispatch.Way switch
        {
            Ways.CancelNow => await writes.DeleteAsync(path, cancellationToken).ConfigureAwait(false),
            Ways.Resume when state.IsStopped => await writes.PostAsync($"{path}/resume", "", $"{dispatch.NativeKey}-resume", cancellationToken).ConfigureAwait(false),
            _ => await writes.PostAsync(path, form, dispatch.NativeKey, cancellationToken).ConfigureAwait(false),
        };
        return answer.Body is not null ? Done(dispatch, order, answer.IsStored ? OutcomeStatus.Replayed : OutcomeStatus.Applied, dispatch.Way)
            // It was read right before: it is not so, and the same again brings nothing more.
            : Recall.IsSpent(answer) ? Failures.NotApplied(dispatch, isStored: true)
            : Failures.Of(dispatch, answer);
    }

    private Outcome Done(Dispatch dispatch, PlannedWrite order, OutcomeStatus status, string note) => new()
    {
        Key = dispatch.Key, Status = status, Target = new ExternalRef(system, RecordKinds.Contract, order.Id!), Note = $"subscription {order.Id}: {note}",
    };
}
