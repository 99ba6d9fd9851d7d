namespace Odoo.Connectors.Sync;

/// <summary>When a polled system is polled. Bound from <c>Systems:&lt;name&gt;</c>, or set by <c>ConfigureFeed</c>; checked at start.</summary>
public sealed class FeedOptions
{
    /// <summary>
    /// A cron expression of five fields, or six with seconds first, for example <c>*/5 * * * *</c>. A run that was missed while no
    /// node was there is made up for once.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the adapter's own interval.</value>
    public string? Schedule { get; set; }

    /// <summary>The hours in which backfills and reconciliations run, for example <c>22:00-05:00</c>. Live polls are never held back.</summary>
    /// <value>The default is <see langword="null"/>: at any time.</value>
    public string? Window { get; set; }

    /// <summary>The IANA zone of both, for example <c>Europe/Brussels</c>.</summary>
    /// <value>The default is <c>UTC</c>.</value>
    public string TimeZone { get; set; } = "UTC";
}
