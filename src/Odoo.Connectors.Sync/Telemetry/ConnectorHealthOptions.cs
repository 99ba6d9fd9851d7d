namespace Odoo.Connectors.Sync;

/// <summary>What the gauges count and from when on the health checks report it.</summary>
public sealed class ConnectorHealthOptions
{
    /// <summary>
    /// How old the numbers may be: the store is asked at most this often, and only while somebody listens to the gauges or asks
    /// for the health. The default is 15 seconds.
    /// </summary>
    public TimeSpan SampleInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>When work that is not at its end counts as overdue, from the receipt of its fact on. The default is 1 hour.</summary>
    public TimeSpan Overdue { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Events that wait to be decided. The defaults: degraded from 10,000 on or when the oldest is 30 minutes old (an event
    /// waits for an earlier fact for 15 minutes at most), unhealthy when it is 4 hours old.
    /// </summary>
    public HealthLimits Queue { get; } = new() { DegradedCount = 10_000, DegradedAge = TimeSpan.FromMinutes(30), UnhealthyAge = TimeSpan.FromHours(4) };

    /// <summary>
    /// Effects of one target that are not applied. The defaults: degraded from 10,000 on or when the oldest is 30 minutes old,
    /// unhealthy when it is 4 hours old.
    /// </summary>
    public HealthLimits Effects { get; } = new() { DegradedCount = 10_000, DegradedAge = TimeSpan.FromMinutes(30), UnhealthyAge = TimeSpan.FromHours(4) };

    /// <summary>
    /// The business signals by name: those of <see cref="BusinessSignals"/>, and own ones that are added. A name is a word
    /// of letters, digits, <c>-</c> and <c>_</c>: it becomes a tag of the gauges.
    /// </summary>
    public IDictionary<string, BusinessSignal> Signals { get; } = BusinessSignals.Shipped();
}
