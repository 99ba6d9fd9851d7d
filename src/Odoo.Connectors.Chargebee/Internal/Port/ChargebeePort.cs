using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Sends effects one by one: each write is a call of its own, and each is sent once.</summary>
internal sealed class ChargebeePort(PortCalls calls)
{
    private readonly CustomerSender _customers = new(calls);
    private readonly UpdateSender _updates = new(calls);
    private readonly SubscriptionSender _subscriptions = new(calls);
    private readonly OrderSender _orders = new(calls);
    private readonly PaymentSender _payments = new(calls);
    private readonly CreditSender _credits = new(calls);
    private readonly UsageSender _usages = new(calls);
    private readonly ImportSender _imports = new(calls);
    private readonly ImportNoteSender _importedNotes = new(calls);
    private readonly VoidSender _voids = new(calls);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        List<Outcome> outcomes = [];
        foreach (Dispatch dispatch in dispatches)
        {
            if (outcomes.Find(o => o.Reason?.Kind is ErrorKind.RateLimited or ErrorKind.Authentication) is { } wall)
            {
                outcomes.Add(Failures.Behind(dispatch, wall));
                continue;
            }

            try
            {
                outcomes.Add(await SendAsync(dispatch, PlannedWrite.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false));
            }
            catch (ConnectorException e)
            {
                // Writes tell their failures; this is a look that failed.
                outcomes.Add(Failures.OfRead(dispatch, e));
            }
        }

        return outcomes;
    }

    private Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken) => dispatch.Way switch
    {
        Ways.Create => _customers.SendAsync(dispatch, write, cancellationToken),
        Ways.Update => _updates.SendAsync(dispatch, write, cancellationToken),
        Ways.Subscribe => _subscriptions.SendAsync(dispatch, write, cancellationToken),
        Ways.Payment => _payments.SendAsync(dispatch, write, cancellationToken),
        Ways.Credit => _credits.SendAsync(dispatch, write, cancellationToken),
        Ways.Usage => _usages.SendAsync(dispatch, write, cancellationToken),
        Ways.Import => _imports.SendAsync(dispatch, write, cancellationToken),
        Ways.ImportNote => _importedNotes.SendAsync(dispatch, write, cancellationToken),
        Ways.Void => _voids.SendAsync(dispatch, write, cancellationToken),
        _ => _orders.SendAsync(dispatch, write, cancellationToken),
    };
}
