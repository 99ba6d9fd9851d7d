namespace Odoo.Connectors.Testing;

/// <summary>The time of an emulated billing system, and what falls due in it: done in order, each at its own time.</summary>
internal sealed class VendorAgenda(TimeProvider clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _due = new();
    private long _order;
    private bool _isGoingOn;

    public DateTimeOffset Now { get; private set; } = clock.GetUtcNow();

    /// <summary>How much was done so far.</summary>
    public long Done { get; private set; }

    public long Seconds => Now.ToUnixTimeSeconds();

    public void At(long seconds, Action what) => _due.Enqueue(what, (DateTimeOffset.FromUnixTimeSeconds(seconds), _order++));

    /// <summary>Does what has fallen due by the clock.</summary>
    public void CatchUp() => AdvanceTo(clock.GetUtcNow());

    /// <summary>Does what falls due until then. Time never goes back; what is done on the way may look at the time, and does not move it.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (_isGoingOn)
        {
            return;
        }

        _isGoingOn = true;
        try
        {
            while (_due.TryPeek(out Action? what, out (DateTimeOffset At, long Order) next) && next.At <= instant)
            {
                _due.Dequeue();
                Now = next.At > Now ? next.At : Now;
                what();
                Done++;
            }

            Now = instant > Now ? instant : Now;
        }
        finally
        {
            _isGoingOn = false;
        }
    }
}
