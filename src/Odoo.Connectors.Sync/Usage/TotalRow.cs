namespace Odoo.Connectors.Sync;

/// <summary>A total as it stands in the store, and as a step changes it.</summary>
internal sealed class TotalRow
{
    public required long Id { get; init; }

    public required TotalKey Key { get; init; }

    public required long End { get; init; }

    public required UsageAggregation Aggregation { get; init; }

    /// <summary>What is true now, also of a closed period.</summary>
    public decimal Quantity { get; set; }

    public long Events { get; set; }

    /// <summary>The instant of the latest event, of a meter that goes by it.</summary>
    public long? LastAt { get; set; }

    public long Version { get; init; }

    public long? ClosedAt { get; init; }

    /// <summary>What it was when it was closed.</summary>
    public decimal? Frozen { get; init; }

    /// <summary>What was told of it, with the corrections of later periods.</summary>
    public decimal? Billed { get; set; }

    /// <summary>Whether a person must allow what came late.</summary>
    public bool IsHeld { get; set; }

    public long Closings { get; init; }

    public bool IsChanged { get; set; }

    public bool IsClosed => ClosedAt is not null;

    /// <summary>What no period has billed yet.</summary>
    public decimal Late => IsClosed ? Quantity - Billed!.Value : 0;
}
