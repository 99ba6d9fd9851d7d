using System.Diagnostics;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

/// <summary>The system's clock, set ahead.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * Stopwatch.Frequency);
}
