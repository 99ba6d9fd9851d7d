using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>A clock that stands still until somebody waits, and then jumps to the end of that wait. Waits of a minute or more are deadlines.</summary>
internal sealed class JumpClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero))
{
    private readonly List<DateTimeOffset> _ends = [];

    public TimeSpan Elapsed => GetUtcNow() - Start;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromMinutes(1))
        {
            lock (_ends)
            {
                _ends.Add(GetUtcNow() + dueTime);
            }
        }

        return timer;
    }

    /// <summary>Jumps from wait to wait until <paramref name="work"/> is done; every timer is late by <paramref name="late"/>.</summary>
    public async Task RunAsync(Task work, TimeSpan late = default)
    {
        while (!work.IsCompleted)
        {
            if (Next() is { } end)
            {
                Advance(end > GetUtcNow() ? end - GetUtcNow() + late : TimeSpan.Zero);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), System, Rig.Token);
            }
        }

        await work;
    }

    /// <summary>Until somebody waits.</summary>
    public async Task WaitingAsync()
    {
        while (!IsAwaited())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), System, Rig.Token);
        }
    }

    private bool IsAwaited()
    {
        lock (_ends)
        {
            return _ends.Count > 0;
        }
    }

    private DateTimeOffset? Next()
    {
        lock (_ends)
        {
            if (_ends.Count == 0)
            {
                return null;
            }

            DateTimeOffset end = _ends.Min();
            _ends.Remove(end);
            return end;
        }
    }
}
