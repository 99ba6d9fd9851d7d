namespace Odoo.Connectors.Sync;

/// <summary>
/// What this process knows about one target while it sends to it: what is under way, what the budget and the breaker allow,
/// and which effects were in a batch that failed as a whole.
/// </summary>
internal sealed class Outlet
{
    private readonly IPort _port;
    private readonly LimitBoard _limits;
    private readonly Backoff _backoff;
    private readonly TimeProvider _clock;
    private readonly TokenBucket? _bucket;
    private readonly double _reserved;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _suspects = new(StringComparer.Ordinal);
    private DateTimeOffset _pausedUntil;
    private int _pauses;

    public Outlet(IPort port, SystemBudget budget, LimitBoard limits, int threshold, Backoff backoff, TimeProvider clock)
    {
        (_port, _limits, _backoff, _clock) = (port, limits, backoff, clock);
        _bucket = budget.RatePerSecond is double rate ? new TokenBucket(rate, Math.Max(budget.Size, port.CallCost(1)), clock) : null;
        _reserved = budget.Size * budget.Reserved;
        Concurrency = budget.Concurrency;
        Slots = new SemaphoreSlim(Concurrency, Concurrency);
        Breaker = new Breaker(threshold, backoff, clock);
    }

    public int Concurrency { get; }

    public SemaphoreSlim Slots { get; }

    /// <summary>One batch at a time is put together.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public Breaker Breaker { get; }

    /// <summary>How long nothing can be sent, as far as is known; zero when something can.</summary>
    public TimeSpan Wait()
    {
        lock (_gate)
        {
            TimeSpan pause = _pausedUntil - _clock.GetUtcNow();
            TimeSpan budget = _bucket?.Until(_port.CallCost(1)) ?? TimeSpan.Zero;
            return new[] { pause, budget, Breaker.Wait, _limits.Wait(_port.Name, DeliveryPriority.Interactive), TimeSpan.Zero }.Max();
        }
    }

    /// <summary>How many effects the next call may take, and how urgent they must be; none is zero.</summary>
    public (int Count, DeliveryPriority Least) Allowed()
    {
        lock (_gate)
        {
            if (_pausedUntil > _clock.GetUtcNow() || Breaker.Wait > TimeSpan.Zero)
            {
                return (0, DeliveryPriority.Backfill);
            }

            int most = Breaker.IsOpen ? 1 : Math.Max(1, _port.BatchSize);
            if (_bucket is null)
            {
                return Within(most, DeliveryPriority.Backfill);
            }

            double available = _bucket.Available;
            int general = Affordable(most, available - _reserved);
            return general > 0 ? Within(general, DeliveryPriority.Backfill) : Within(Affordable(most, available), DeliveryPriority.Realtime);
        }
    }

    /// <summary>What of it the vendor's own limits leave.</summary>
    private (int Count, DeliveryPriority Least) Within(int count, DeliveryPriority least)
    {
        while (count > 0 && _limits.Wait(_port.Name, least) > TimeSpan.Zero)
        {
            (count, least) = least == DeliveryPriority.Interactive ? (0, DeliveryPriority.Backfill) : (count, least - 1);
        }

        return (count, least);
    }

    /// <summary>
    /// A batch of candidates in their order, up to a number and the port's weight. The first always goes. One that was in a batch
    /// that failed as a whole goes in company of half that size.
    /// </summary>
    public List<LedgerEffect> Fill(IReadOnlyList<LedgerEffect> candidates, int most)
    {
        lock (_gate)
        {
            List<LedgerEffect> batch = [];
            int room = most;
            long weight = 0;
            foreach (LedgerEffect candidate in candidates)
            {
                int company = Math.Min(room, _suspects.GetValueOrDefault(candidate.Key, most));
                if (batch.Count > 0 && (batch.Count + 1 > company || weight + candidate.Weight > _port.BatchWeight))
                {
                    continue;
                }

                batch.Add(candidate);
                (room, weight) = (company, weight + candidate.Weight);
            }

            return batch;
        }
    }

    public bool IsUnderWay(string key)
    {
        lock (_gate)
        {
            return _underWay.Contains(key);
        }
    }

    public void Begin(IReadOnlyList<LedgerEffect> batch)
    {
        lock (_gate)
        {
            _underWay.UnionWith(batch.Select(b => b.Key));
            _bucket?.Take(_port.CallCost(batch.Count));
            Breaker.Begin();
        }
    }

    /// <summary>A send that counted its calls is charged with them instead of with what was reckoned when it began.</summary>
    public void Charge(int effects, int calls)
    {
        lock (_gate)
        {
            if (calls > 0)
            {
                _bucket?.Take(calls - _port.CallCost(effects));
            }
        }
    }

    /// <summary>What outcomes say about the target and the batch.</summary>
    /// <returns>The outcomes to settle, and whether the breaker opened or closed.</returns>
    public (IReadOnlyList<Outcome> Outcomes, bool Switched) Learn(IReadOnlyList<Outcome> outcomes)
    {
        lock (_gate)
        {
            bool switched = Breaker.End(outcomes.All(IsOutage) ? true : outcomes.Any(Answers) ? false : null);
            Pause(outcomes);
            bool whole = outcomes.All(o => Refuses(o)) || outcomes.All(o => o.Status == OutcomeStatus.Unknown);
            foreach (Outcome outcome in outcomes)
            {
                if (whole && outcomes.Count > 1)
                {
                    _suspects[outcome.Key] = outcomes.Count / 2;
                }
                else if (outcome.Status is not (OutcomeStatus.Unknown or OutcomeStatus.NotApplied))
                {
                    _suspects.Remove(outcome.Key);
                }
            }

            // Alone, and nothing of it was applied because of what it is: this is the one at fault.
            return (outcomes is [var only] && Refuses(only) ? [only with { Status = OutcomeStatus.Refused }] : outcomes, switched);
        }
    }

    public void End(IReadOnlyList<LedgerEffect> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _underWay.ExceptWith(batch.Select(b => b.Key));
            Breaker.Cease();
        }
    }

    private static bool IsOutage(Outcome outcome) =>
        outcome.Status is OutcomeStatus.NotApplied or OutcomeStatus.Unknown
        && outcome.Reason?.Kind is ErrorKind.Transient or ErrorKind.Unknown or ErrorKind.Authentication or ErrorKind.Permission or ErrorKind.Configuration;

    private static bool Answers(Outcome outcome) => outcome.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed or OutcomeStatus.Refused;

    private static bool Refuses(Outcome outcome) =>
        outcome.Status == OutcomeStatus.NotApplied && outcome.Reason?.Kind is ErrorKind.Validation or ErrorKind.Protocol;

    private int Affordable(int most, double tokens)
    {
        int count = most;
        while (count > 0 && !TokenBucket.Covers(tokens, _port.CallCost(count)))
        {
            count--;
        }

        return count;
    }

    /// <summary>One that was told to slow down speaks for all: the limit is the target's, not the effect's.</summary>
    private void Pause(IReadOnlyList<Outcome> outcomes)
    {
        List<Outcome> limited = [.. outcomes.Where(o => o.Reason?.Kind == ErrorKind.RateLimited)];
        if (limited.Count == 0)
        {
            _pauses = 0;
            return;
        }

        DateTimeOffset until = _clock.GetUtcNow() + _backoff.After(_pauses++, limited.Max(o => o.RetryAfter));
        _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
    }
}
