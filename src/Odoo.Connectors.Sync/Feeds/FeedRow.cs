namespace Odoo.Connectors.Sync;

/// <summary>A stream's row.</summary>
internal sealed record FeedRow(
    string? PausedBy, DateTimeOffset? PolledAt, DateTimeOffset? BroughtAt, DateTimeOffset? CaughtUpAt, DateTimeOffset? FailedAt, DateTimeOffset? NextAt)
{
    public static FeedRow Empty { get; } = new(null, null, null, null, null, null);
}

/// <summary>A pass to go on with.</summary>
internal sealed record OpenPass(long Id, PassPurpose Purpose, PassState State, DateTimeOffset? From, DateTimeOffset AskedAt, string? Watermark, long Pages);
