using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Sends effects one by one, each in its way.</summary>
internal sealed class StripePort(MeterSender meters, CreateSender creates, CustomerFields fields, OrderSender orders, PaymentSender payments)
{
    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            outcomes.Add(await SendAsync(dispatch, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    private Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken) => dispatch.Way switch
    {
        UsagePlan.Way => meters.SendAsync(dispatch, cancellationToken),
        Ways.Customer or Ways.Subscription or Ways.Credit => creates.SendAsync(dispatch, PlannedWrite.Parse(dispatch.Payload), cancellationToken),
        Ways.CustomerFields => fields.SendAsync(dispatch, PlannedWrite.Parse(dispatch.Payload), cancellationToken),
        Ways.Payment => payments.SendAsync(dispatch, PlannedWrite.Parse(dispatch.Payload), cancellationToken),
        _ => orders.SendAsync(dispatch, PlannedWrite.Parse(dispatch.Payload), cancellationToken),
    };
}
