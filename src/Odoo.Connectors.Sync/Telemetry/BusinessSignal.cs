namespace Odoo.Connectors.Sync;

/// <summary>Something that people in finance or sales want to know of before a customer tells them.</summary>
/// <param name="counts">Whether a trouble belongs to it; a trouble may belong to several signals.</param>
/// <param name="advice">What to do, as the health check says it.</param>
public sealed class BusinessSignal(Func<Trouble, bool> counts, string advice)
{
    /// <summary>Whether a trouble belongs to it.</summary>
    public Func<Trouble, bool> Counts { get; } = counts;

    /// <summary>What to do.</summary>
    public string Advice { get; } = advice;

    /// <summary>
    /// From when on the health check reports it. The default is degraded from one that is older than an hour, unhealthy from
    /// one that is older than a day.
    /// </summary>
    public HealthLimits Limits { get; init; } = new() { DegradedAge = TimeSpan.FromHours(1), UnhealthyAge = TimeSpan.FromDays(1) };

    internal (long Count, DateTimeOffset? Since) Sum(IEnumerable<Trouble> troubles)
    {
        long count = 0;
        DateTimeOffset? since = null;
        foreach (Trouble trouble in troubles.Where(Counts))
        {
            count += trouble.Count;
            since = since < trouble.Since ? since : trouble.Since;
        }

        return (count, since);
    }
}
