namespace Odoo.Connectors.Sync.Tests;

/// <summary>The real clock, so much later.</summary>
internal sealed class ShiftedClock(TimeSpan later) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
}
