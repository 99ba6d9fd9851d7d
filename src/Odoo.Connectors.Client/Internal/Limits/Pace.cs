namespace Odoo.Connectors.Client.Internal;

/// <summary>The limits in force for one client. Zero is no limit.</summary>
internal readonly record struct Pace(TimeSpan Interval, int Burst, int Concurrent)
{
    private const string Online = ".odoo.com";

    /// <returns><see langword="null"/> where nothing is limited.</returns>
    public static Pace? Of(OdooClientOptions options)
    {
        OdooLimits limits = options.Limits;
        int preset = options.Url!.IdnHost.TrimEnd('.').EndsWith(Online, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        decimal rate = limits.RequestsPerSecond ?? preset;
        int concurrent = limits.MaxConcurrentRequests ?? preset;
        return rate == 0 && concurrent == 0 ? null
            : new Pace(rate == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(TimeSpan.TicksPerSecond / rate)), limits.Burst, concurrent);
    }
}
