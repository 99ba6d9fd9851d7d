using System.Diagnostics;

namespace Odoo.Connectors.Sync;

/// <summary>Metered usage. Section <c>Usage</c>.</summary>
public sealed class UsageOptions
{
    /// <summary>The meters by name: 1 to 100 letters, digits, points, hyphens and underscores. The default is none.</summary>
    public IDictionary<string, UsageMeterOptions> Meters { get; } = new Dictionary<string, UsageMeterOptions>(StringComparer.Ordinal);

    /// <summary>The configured name of the system whose subscriptions lines mean that name no <c>system</c>. The default is null: each line names one.</summary>
    public string? System { get; set; }

    /// <summary>
    /// How old an event may be when it comes; older ones are refused. Ids are remembered as long and two days more, so that an event that may
    /// come again is always recognised. At least the longest period, its <see cref="UsageMeterOptions.CloseAfter"/> and 35 days. The default
    /// is 100 days.
    /// </summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(100);

    /// <summary>How far in the future an event may lie, by our clock; 1 day at most. The default is 1 hour.</summary>
    public TimeSpan MostAhead { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many events of a stream share one commit: 1 to 100,000. The default is 20,000.</summary>
    public int BatchSize { get; set; } = 20_000;

    /// <summary>
    /// The keys that senders show to the endpoint, 20 characters at least, one for each of them or two while one is changed. Never printed. The
    /// default is none: only a policy of the host's own lets anybody through.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> ApiKeys { get; } = [];

    /// <summary>The largest body that the endpoint takes, as it travels, and four times as much once unpacked: 1 KiB to 256 MiB. The default is 16 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often a running host looks for periods to close. The default is one minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
