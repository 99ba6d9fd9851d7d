namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The day at the vendors: stands still until it is moved.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>The same day for the hub, whose clock goes: what it retries and waits for falls due.</summary>
    public TimeProvider Going { get; } = new GoingClock(start);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves on; never back.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        Interlocked.Exchange(ref _ticks, Math.Max(instant.UtcTicks, Interlocked.Read(ref _ticks)));
        ((GoingClock)Going).MoveTo(instant);
    }

    private sealed class GoingClock(DateTimeOffset start) : TimeProvider
    {
        private long _ahead = (start - System.GetUtcNow()).Ticks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

        public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _ahead, Math.Max((instant - System.GetUtcNow()).Ticks, Interlocked.Read(ref _ahead)));
    }
}
