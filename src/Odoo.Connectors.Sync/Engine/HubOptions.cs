namespace Odoo.Connectors.Sync;

/// <summary>How a hub node works.</summary>
public sealed class HubOptions
{
    /// <summary>
    /// The node's name, unique among the processes on one store. A process that starts under a name takes over from the one
    /// that had it, which then stands by for as long as the new one lives. The default is the machine's name and a random suffix: after a crash its lanes are free when the lease ends.
    /// </summary>
    public string NodeName { get; set; } = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>How long a node that went silent keeps its lanes, by the store's clock. The default is 30 seconds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a node renews its lease. The default is 10 seconds.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an idle node sleeps when nothing wakes it. The default is 1 second.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For how many lanes a node reads from the systems at once. Deciding itself is one at a time. The default is 4.
    /// </summary>
    public int Workers { get; set; } = 4;

    /// <summary>The pause after the first failed attempt; it doubles, with jitter. The default is 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts. The default is 5 minutes.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After how many calls in a row that failed as a whole a target's circuit breaker opens: then one effect at a time is tried,
    /// with growing pauses, until one goes through. The default is 5.
    /// </summary>
    public int BreakerThreshold { get; set; } = 5;

    /// <summary>
    /// How many deliveries may be open before webhooks are answered with 503, so that their senders keep them; polls pause at half of
    /// it. The default is 100,000.
    /// </summary>
    public int MaxOpenEvents { get; set; } = 100_000;

    /// <summary>
    /// Where the vendors reach this application, for those that sign the address they call: scheme, host and, where a proxy takes one away,
    /// the beginning of the path, such as <c>https://hub.example.com/finance</c>. The default is null: the address as it arrives, after what
    /// the web framework was told of forwarded headers.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How often an event that waits for an earlier fact looks again. The default is 15 seconds.</summary>
    public TimeSpan WaitInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an event waits for an earlier fact before it becomes a case. The default is 15 minutes.</summary>
    public TimeSpan WaitDeadline { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the fields of customised systems are compared with what they were. The default is 6 hours.</summary>
    public TimeSpan SchemaInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How often the heads of the audit trail are sealed into a root. The default is 1 minute.</summary>
    public TimeSpan AuditSealInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a person may edit the payload of a parked delivery and have it decided again as a new one. The default is false.
    /// </summary>
    public bool AllowEdit { get; set; }

    /// <summary>
    /// Whether a new version of a target's mappings waits for a person's approval before anything is planned with it, the first
    /// one too. The default is false: the configuration approves it.
    /// </summary>
    public bool RequireMappingApproval { get; set; }
}
