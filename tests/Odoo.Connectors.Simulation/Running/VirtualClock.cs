namespace Odoo.Connectors.Simulation.Running;

/// <summary>Time that stands still until the scheduler moves it. Timers of one instant fire in the order in which they were set.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<(Timer Timer, long Version), (long Due, long Order)> _timers = new();
    private long _order;
    private long _now = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers were set so far.</summary>
    public long Armed => _order;

    public long Milliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => new(_now, TimeSpan.Zero);

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Calls back once, after a time.</summary>
    public void After(TimeSpan delay, Action callback) => CreateTimer(static s => ((Action)s!)(), callback, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Lets time pass, firing what is due meanwhile.</summary>
    public bool Pass(TimeSpan time)
    {
        bool over = false;
        After(time, () => over = true);
        while (!over && FireNext())
        {
        }

        return over;
    }

    /// <summary>Moves time to the next timer and fires it.</summary>
    /// <returns>False when there is none.</returns>
    public bool FireNext()
    {
        while (_timers.TryDequeue(out (Timer Timer, long Version) next, out (long Due, long Order) at))
        {
            if (next.Timer.Version == next.Version)
            {
                _now = Math.Max(_now, at.Due);
                next.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    private void Enqueue(Timer timer, TimeSpan due) => _timers.Enqueue((timer, timer.Version), (_now + Math.Max(0, due.Ticks), _order++));

    private sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period;

        public long Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Version++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Enqueue(this, dueTime);
            }

            return true;
        }

        public void Fire()
        {
            Version++;
            if (_period > TimeSpan.Zero)
            {
                clock.Enqueue(this, _period);
            }

            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, s => callback(s), state);
            }
        }

        public void Dispose() => Version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
