namespace Odoo.Connectors.Sync;

/// <summary>Counts events in totals and out of them. The same events give the same totals in whatever order they come.</summary>
internal sealed class Tally(HubTransaction transaction)
{
    private readonly Dictionary<long, TotalRow> _totals = [];
    private readonly Dictionary<(long Total, UsageKey Value), long> _values = [];
    private readonly HashSet<long> _again = [];

    public IEnumerable<TotalRow> Changed => _totals.Values.Where(t => t.IsChanged);

    /// <summary>Locks totals that are not yet.</summary>
    public async Task LockAsync(IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        long[] missing = [.. ids.Where(i => i != 0 && !_totals.ContainsKey(i)).Distinct().Order()];
        foreach (TotalRow total in await transaction.Usage.LockAsync(missing, cancellationToken).ConfigureAwait(false))
        {
            _totals[total.Id] = total;
        }
    }

    /// <summary>Counts an event.</summary>
    /// <returns>Whether its period is closed.</returns>
    public bool Add(MeteredEvent one, long id)
    {
        TotalRow total = _totals[id];
        decimal quantity = one.Event.Quantity;
        switch (total.Aggregation)
        {
            case UsageAggregation.Sum:
                total.Quantity += quantity;
                break;
            case UsageAggregation.Max:
                total.Quantity = total.Events == 0 ? quantity : Math.Max(total.Quantity, quantity);
                break;
            case UsageAggregation.Last when total.LastAt is null || one.At > total.LastAt || (one.At == total.LastAt && quantity > total.Quantity):
                (total.Quantity, total.LastAt) = (quantity, one.At);
                break;
            case UsageAggregation.Unique:
                Hold(id, one.Value!.Value, 1);
                break;
        }

        total.Events++;
        total.IsChanged = true;
        return total.IsClosed;
    }

    /// <summary>Takes an event back that was counted.</summary>
    public void Remove(EventRow one)
    {
        TotalRow total = _totals[one.Total];
        total.Events--;
        total.IsChanged = true;
        if (total.Aggregation == UsageAggregation.Sum)
        {
            total.Quantity -= one.Quantity;
        }
        else if (one.Value is UsageKey value)
        {
            Hold(one.Total, value, -1);
        }
        else
        {
            _again.Add(one.Total);
        }
    }

    public TotalRow Of(long id) => _totals[id];

    /// <summary>Finishes what one event alone does not tell, and writes the totals.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (long id in _again.Order())
        {
            await RankAsync(_totals[id], cancellationToken).ConfigureAwait(false);
        }

        // What comes and goes in one batch leaves the count as it was, but must be looked at: its row may end at none.
        (long Total, UsageKey Value, long Events)[] held =
            [.. _values.Select(v => (v.Key.Total, v.Key.Value, Events: v.Value)).OrderBy(v => v.Total).ThenBy(v => v.Value)];
        foreach ((long total, UsageKey value, long events) in await transaction.UsageEvents.HoldAsync(held, cancellationToken).ConfigureAwait(false))
        {
            long before = events - _values[(total, value)];
            _totals[total].Quantity += Math.Sign(events) - Math.Sign(before);
        }

        await transaction.Usage.SaveAsync([.. Changed.OrderBy(t => t.Id)], cancellationToken).ConfigureAwait(false);
    }

    private void Hold(long total, UsageKey value, long events) =>
        _values[(total, value)] = _values.GetValueOrDefault((total, value)) + events;

    private async Task RankAsync(TotalRow total, CancellationToken cancellationToken)
    {
        (decimal Quantity, long At)? best = null;
        await transaction.UsageEvents.WalkAsync(
            total.Id,
            (quantity, at) =>
            {
                bool isBetter = best is not { } found || (total.Aggregation == UsageAggregation.Max
                    ? quantity > found.Quantity
                    : at > found.At || (at == found.At && quantity > found.Quantity));
                best = isBetter ? (quantity, at) : best;
            },
            cancellationToken).ConfigureAwait(false);
        total.Quantity = best?.Quantity ?? 0;
        total.LastAt = total.Aggregation == UsageAggregation.Last ? best?.At : null;
    }
}
