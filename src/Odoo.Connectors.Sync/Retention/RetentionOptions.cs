namespace Odoo.Connectors.Sync;

/// <summary>
/// How long the store keeps what it no longer needs to be right. Section <c>Retention</c>. Kept for ever, whatever is set here: the
/// keys of document effects and deliveries, the identity map, shadows, watermarks, and everything under an open case.
/// </summary>
public sealed class RetentionOptions
{
    internal static readonly TimeSpan LeastInboxAge = TimeSpan.FromDays(400);

    /// <summary>
    /// How long after its end an event keeps its payload and what was read for it, and an effect its payload and attempts; state
    /// effects go altogether. Without a payload an event cannot be decided again. The default is 90 days.
    /// </summary>
    public TimeSpan PayloadAge { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long the row of an event stays: 400 days or more, which is also the default. Keys of idempotent work are kept as long.
    /// What makes a redelivery recognisable, a hash of 16 bytes, stays for ever.
    /// </summary>
    public TimeSpan InboxAge { get; set; } = LeastInboxAge;

    /// <summary>
    /// How long the audit trail keeps an entry, not below <see cref="InboxAge"/>; null, the default, keeps all of them for ever.
    /// Only what a root seals goes, oldest first, and each chain notes how far: what is left still verifies, and the roots stay.
    /// </summary>
    public TimeSpan? AuditAge { get; set; }

    /// <summary>How often a running hub prunes its store. The default is one hour.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}
