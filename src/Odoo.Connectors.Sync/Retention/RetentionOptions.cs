namespace Odoo.Connectors.Sync;

/// <summary>
/// How long the store keeps what it no longer needs to be right. Section <c>Retention</c>. Kept for ever, whatever is set here: the
/// keys of document effects, the identity map, shadows, watermarks, the audit trail, and everything under an open case.
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
    /// How long the row of an event stays, by which a redelivery is recognised: 400 days or more, which is also the default. After
    /// it, a redelivery is decided anew and finds its documents made.
    /// </summary>
    public TimeSpan InboxAge { get; set; } = LeastInboxAge;

    /// <summary>How often a running hub prunes its store. The default is one hour.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}
