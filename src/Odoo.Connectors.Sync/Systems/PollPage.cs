namespace Odoo.Connectors.Sync;

/// <summary>One page of a poll.</summary>
public sealed record PollPage
{
    /// <summary>The snapshots of this page.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>Where the next poll starts; opaque to the engine.</summary>
    public required string? Watermark { get; init; }

    /// <summary>Whether the next page is ready now.</summary>
    public bool HasMore { get; init; }
}
