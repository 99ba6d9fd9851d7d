namespace Odoo.Connectors.Sync;

/// <summary>One page of a poll.</summary>
public sealed record PollPage
{
    /// <summary>The snapshots of this page.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>Where the next poll starts; opaque to the engine.</summary>
    public required string? Watermark { get; init; }

    /// <summary>
    /// How soon the page is worked on under load, whatever its deliveries say. The default is <see cref="DeliveryPriority.Reconciliation"/>.
    /// </summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Reconciliation;

    /// <summary>Whether the next page is ready now.</summary>
    public bool HasMore { get; init; }
}
