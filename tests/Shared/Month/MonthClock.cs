namespace Odoo.Connectors.Tests.Shared;

/// <summary>The one clock of a month: it stands until it is told to go on. Timers, which only guard calls, keep to the machine's time.</summary>
internal sealed class MonthClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void AdvanceTo(DateTimeOffset instant) => Interlocked.Exchange(ref _ticks, Math.Max(Interlocked.Read(ref _ticks), instant.UtcTicks));
}
