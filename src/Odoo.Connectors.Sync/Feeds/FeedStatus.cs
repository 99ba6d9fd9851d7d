namespace Odoo.Connectors.Sync;

/// <summary>Where a stream stands.</summary>
public sealed record FeedStatus
{
    /// <summary>The configured name of the system.</summary>
    public required string System { get; init; }

    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>How it fares.</summary>
    public required FeedState State { get; init; }

    /// <summary>How far it was read, in the feed's own words; null before the first page.</summary>
    public required string? Watermark { get; init; }

    /// <summary>When it was last polled successfully, UTC.</summary>
    public required DateTimeOffset? LastPollAt { get; init; }

    /// <summary>When a page last brought something, UTC.</summary>
    public required DateTimeOffset? LastPageAt { get; init; }

    /// <summary>How long ago it was read to its end; null when it never was.</summary>
    public required TimeSpan? Lag { get; init; }

    /// <summary>When it is polled next, UTC; null is at once, or never while it is paused.</summary>
    public required DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Who paused it; null when nobody did.</summary>
    public required string? PausedBy { get; init; }

    /// <summary>The pass under way, or the next one in turn; null when there is none.</summary>
    public required FeedPass? Pass { get; init; }
}
