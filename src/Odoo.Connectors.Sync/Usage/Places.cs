using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Which total each event of a batch counts in, and the numbers of those totals.</summary>
internal sealed class Places(HubTransaction transaction, TotalIds known, UsageOutcome outcome)
{
    private readonly Dictionary<(string System, string Subscription), UsageTerm> _terms = [];

    /// <summary>Finds the totals of events, or makes them.</summary>
    /// <returns>The events that have one, with its number; those that count for nothing have 0.</returns>
    public async Task<List<(MeteredEvent Event, long Total)>> OfAsync(UsageBatch batch, CancellationToken cancellationToken)
    {
        await LoadTermsAsync(batch.Events, cancellationToken).ConfigureAwait(false);
        List<(MeteredEvent Event, int Place)> placed = new(batch.Events.Count);
        Dictionary<TotalKey, int> places = [];
        List<(TotalKey Key, long End, UsageAggregation Aggregation)> totals = [];
        foreach (MeteredEvent one in batch.Events)
        {
            if (!one.Counts)
            {
                placed.Add((one, -1));
            }
            else if (PeriodOf(one.Meter, one.Event.Subscription, one.Event.At) is UsagePeriod period)
            {
                TotalKey key = new(one.Event.Subscription.System, one.Event.Subscription.Id, one.Meter.Name, period.Start.ToUnixTimeMilliseconds());
                if (!places.TryGetValue(key, out int place))
                {
                    places[key] = place = totals.Count;
                    totals.Add((key, period.End.ToUnixTimeMilliseconds(), one.Meter.Options.Aggregation));
                }

                placed.Add((one, place));
            }
            else
            {
                UsageFault fault = new(one.Line, one.Event.Id, "subscription", one.Meter.IsByContract
                    ? "The term of the subscription is not known: its contract could not be read, or says no billing period of a year at most. Retry once it does."
                    : "The term of the subscription is not known: tell it by IUsageOperations.SetTermAsync, then retry.");
                outcome.Rejected.Add((fault, UsageLine.Write(one.Event)));
            }
        }

        Dictionary<TotalKey, long> found = await IdsAsync(totals, cancellationToken).ConfigureAwait(false);
        long[] ids = [.. totals.Select(t => found[t.Key])];
        return placed.ConvertAll(p => (p.Event, p.Place < 0 ? 0 : ids[p.Place]));
    }

    /// <summary>Makes the totals of the periods that an instant lies in, for those who bill in them what came late.</summary>
    public async Task EnsureAsync(IEnumerable<(UsageMeter Meter, TotalRow Total)> late, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<(TotalKey Key, long End, UsageAggregation Aggregation)> totals = [];
        foreach ((UsageMeter meter, TotalRow total) in late)
        {
            ExternalRef subscription = new(total.Key.System, RecordKinds.Contract, total.Key.Subscription);
            await LoadAsync(meter.IsByTerm ? [subscription] : [], cancellationToken).ConfigureAwait(false);
            UsagePeriod? period = PeriodOf(meter, subscription, now);
            if (period is not null && period.Start.ToUnixTimeMilliseconds() > total.Key.Start)
            {
                totals.Add((total.Key with { Start = period.Start.ToUnixTimeMilliseconds() }, period.End.ToUnixTimeMilliseconds(), total.Aggregation));
            }
        }

        await transaction.Usage.EnsureAsync([.. totals.OrderBy(t => t.Key)], cancellationToken).ConfigureAwait(false);
    }

    private UsagePeriod? PeriodOf(UsageMeter meter, ExternalRef subscription, DateTimeOffset at) =>
        !meter.IsByTerm ? meter.PeriodOf(at)
        : _terms.TryGetValue((subscription.System, subscription.Id), out UsageTerm? term) ? meter.TermOf(at, term)
        : null;

    private Task LoadTermsAsync(IEnumerable<MeteredEvent> events, CancellationToken cancellationToken) =>
        LoadAsync([.. events.Where(e => e.Meter.IsByTerm).Select(e => e.Event.Subscription).Distinct()], cancellationToken);

    private async Task LoadAsync(ExternalRef[] subscriptions, CancellationToken cancellationToken)
    {
        foreach ((string system, string subscription, UsageTerm term) in await transaction.Usage.TermsAsync(subscriptions, cancellationToken).ConfigureAwait(false))
        {
            _terms[(system, subscription)] = term;
        }
    }

    private async Task<Dictionary<TotalKey, long>> IdsAsync(
        List<(TotalKey Key, long End, UsageAggregation Aggregation)> totals, CancellationToken cancellationToken)
    {
        Dictionary<TotalKey, long> ids = new(totals.Count);
        List<(TotalKey Key, long End, UsageAggregation Aggregation)> missing = [];
        foreach ((TotalKey Key, long, UsageAggregation) total in totals)
        {
            if (known.TryFind(total.Key, out long id))
            {
                ids[total.Key] = id;
            }
            else
            {
                missing.Add(total);
            }
        }

        missing.Sort((a, b) => a.Key.CompareTo(b.Key));
        await LookAsync(missing).ConfigureAwait(false);
        missing.RemoveAll(m => ids.ContainsKey(m.Key));
        await transaction.Usage.EnsureAsync(missing, cancellationToken).ConfigureAwait(false);
        await LookAsync(missing).ConfigureAwait(false);
        return ids;

        async Task LookAsync(List<(TotalKey Key, long End, UsageAggregation Aggregation)> some)
        {
            foreach ((TotalKey key, long id) in await transaction.Usage.IdsAsync(some.ConvertAll(m => m.Key), cancellationToken).ConfigureAwait(false))
            {
                ids[key] = outcome.Ids[key] = id;
            }
        }
    }
}
