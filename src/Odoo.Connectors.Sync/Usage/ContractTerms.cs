using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes the terms of subscriptions from their contracts, read whenever a term begins of which nothing is totalled yet. What cannot be read keeps the
/// terms that it had.
/// </summary>
internal sealed class ContractTerms(HubStore store, HubSystems systems)
{
    public async Task RefreshAsync(UsageBatch batch, CancellationToken cancellationToken)
    {
        ILookup<ExternalRef, MeteredEvent> events = batch.Events.Where(e => e.Counts && e.Meter.IsByContract).ToLookup(e => e.Event.Subscription);
        if (events.Count == 0)
        {
            return;
        }

        foreach (ExternalRef subscription in await store.ReadAsync(t => BegunAsync(t, events, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (await ReadAsync(subscription, events[subscription].First().Meter, cancellationToken).ConfigureAwait(false) is UsageTerm term)
            {
                await store.RunAsync(t => t.Usage.SetTermAsync(subscription, term, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<List<ExternalRef>> BegunAsync(HubTransaction transaction, ILookup<ExternalRef, MeteredEvent> events, CancellationToken cancellationToken)
    {
        ExternalRef[] subscriptions = [.. events.Select(e => e.Key)];
        Dictionary<(string, string), UsageTerm> terms = (await transaction.Usage.TermsAsync(subscriptions, cancellationToken).ConfigureAwait(false))
            .ToDictionary(t => (t.System, t.Subscription), t => t.Term);
        Dictionary<TotalKey, ExternalRef> periods = [];
        List<ExternalRef> begun = [];
        foreach (ExternalRef subscription in subscriptions)
        {
            if (!terms.TryGetValue((subscription.System, subscription.Id), out UsageTerm? term))
            {
                begun.Add(subscription);
                continue;
            }

            foreach (MeteredEvent one in events[subscription])
            {
                periods[new TotalKey(subscription.System, subscription.Id, one.Meter.Name, one.Meter.TermOf(one.Event.At, term).Start.ToUnixTimeMilliseconds())] = subscription;
            }
        }

        foreach ((TotalKey key, _) in await transaction.Usage.IdsAsync([.. periods.Keys], cancellationToken).ConfigureAwait(false))
        {
            periods.Remove(key);
        }

        return [.. begun, .. periods.Values.Distinct()];
    }

    private async Task<UsageTerm?> ReadAsync(ExternalRef subscription, UsageMeter meter, CancellationToken cancellationToken)
    {
        try
        {
            IReader reader = systems.Reader(subscription.System);
            return await reader.ReadAsync(subscription, cancellationToken).ConfigureAwait(false) is byte[] answer && reader.Decode(subscription, answer) is Contract contract
                ? Of(contract, meter)
                : null;
        }
        catch (ConnectorException)
        {
            // An outage there is none of the intake: an event whose term nobody knows says so, and is kept.
            return null;
        }
    }

    /// <summary>Counted from its beginning where the next invoice agrees with that, so that one of the 31st keeps to the end of months; else from the next invoice.</summary>
    private static UsageTerm? Of(Contract contract, UsageMeter meter)
    {
        if (contract.Recurrence is not Recurrence every || !UsageTerm.Is(every))
        {
            return null;
        }

        UsageTerm fromStart = new(contract.StartsAt is DateTimeOffset at ? meter.DayOf(at) : contract.StartsOn, every);
        return (contract.NextInvoiceAt ?? contract.RenewsAt) is DateTimeOffset next && meter.DayOf(meter.TermOf(next, fromStart).Start) != meter.DayOf(next)
            ? new UsageTerm(meter.DayOf(next), every)
            : fromStart;
    }
}
