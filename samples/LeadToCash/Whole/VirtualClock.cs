namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The day at the vendors: stands still until it is moved.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves on; never back.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _ticks, Math.Max(instant.UtcTicks, Interlocked.Read(ref _ticks)));
}
