namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>The day at the vendors and in the hub: goes on like any clock, and can be set forward.</summary>
internal sealed class RunningClock(DateTimeOffset start) : TimeProvider
{
    private long _ahead = (start - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Sets it forward; never back.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Add(ref _ahead, Math.Max(0, (instant - GetUtcNow()).Ticks));
}
