namespace Odoo.Connectors.Sync;

/// <summary>
/// Gives each delivery its place in the one queue that all lanes share: start-time fair queueing. The deliveries of one
/// lane are spaced, so that a busy lane does not push in before the others; a priority is a head start or a handicap in
/// time, so that everything has its turn in the end. Of this process only: after a restart the spacing begins anew.
/// </summary>
internal sealed class Pace
{
    private const long Quantum = 10;
    private const int MostRemembered = 10_000;
    private static readonly long[] Offsets = [-60_000, 0, 300_000, 3_600_000];
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Lane, DeliveryPriority Priority), long> _last = [];

    /// <summary>The place of one more delivery of a lane, in milliseconds.</summary>
    public long Next(string lane, DeliveryPriority priority, DateTimeOffset now)
    {
        long moment = now.ToUnixTimeMilliseconds();
        lock (_gate)
        {
            long start = _last.TryGetValue((lane, priority), out long last) && last + Quantum > moment ? last + Quantum : moment;
            if (_last.Count >= MostRemembered)
            {
                Forget(moment);
            }

            _last[(lane, priority)] = start;
            return start + Offsets[(int)priority];
        }
    }

    /// <summary>A lane whose last place is in the past starts at the present anyway.</summary>
    private void Forget(long moment)
    {
        foreach ((string Lane, DeliveryPriority Priority) key in _last.Where(l => l.Value + Quantum <= moment).Select(l => l.Key).ToList())
        {
            _last.Remove(key);
        }
    }
}
