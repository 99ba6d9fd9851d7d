using System.Threading.RateLimiting;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Lets requests to one database through, in the order they came, when rate, concurrency and the server's own pauses allow it. The
/// rate is kept as the moment at which the bucket would be empty of debt, so that no timer has to refill it.
/// </summary>
internal sealed class DatabaseGate(TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Has no clock of its own. Who has the turn waits for the limits, all others wait for the turn.
    private readonly ConcurrencyLimiter _turn = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = 1, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private TimeSpan _pausedUntil;
    private TimeSpan _paidUntil;
    private int _running;
    private TaskCompletionSource? _left;

    /// <exception cref="PausedException">The server's pause outlasts the deadline.</exception>
    public async Task EnterAsync(Pace pace, Deadline deadline, CancellationToken cancellationToken)
    {
        RefuseIfPaused(deadline);
        using RateLimitLease turn = await _turn.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        TimeSpan? due = null;
        while (Wait(pace, deadline, ref due, cancellationToken) is { } wait)
        {
            await wait.ConfigureAwait(false);
        }
    }

    public void Leave()
    {
        TaskCompletionSource? left;
        lock (_gate)
        {
            _running--;
            (left, _left) = (_left, null);
        }

        left?.SetResult();
    }

    /// <summary>Holds back every request that has not entered yet.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_gate)
        {
            _pausedUntil = Later(_pausedUntil, Now + (wait < LongestPause ? wait : LongestPause));
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    private void RefuseIfPaused(Deadline deadline)
    {
        lock (_gate)
        {
            if (_pausedUntil - Now is var left && left > TimeSpan.Zero && left >= deadline.Remaining)
            {
                throw new PausedException(left);
            }
        }
    }

    /// <returns>What to wait for before asking again; <see langword="null"/> once the request has entered.</returns>
    private Task? Wait(Pace pace, Deadline deadline, ref TimeSpan? due, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            RefuseIfPaused(deadline);
            if (pace.Concurrent > 0 && _running >= pace.Concurrent)
            {
                due = null;
                _left ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _left.Task.WaitAsync(cancellationToken);
            }

            TimeSpan now = Now;
            TimeSpan free = pace.Interval == TimeSpan.Zero ? _pausedUntil : Later(_pausedUntil, _paidUntil - (pace.Interval * (pace.Burst - 1)));
            if (free > now)
            {
                due = free;
                // A delay drops fractions of a millisecond, and on a clock that stands still would never end.
                return Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((free - now).TotalMilliseconds)), time, cancellationToken);
            }

            _running++;
            _paidUntil = Later(_paidUntil, due ?? now) + pace.Interval; // a late timer costs the next request nothing
            return null;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
