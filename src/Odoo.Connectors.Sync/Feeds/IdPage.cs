namespace Odoo.Connectors.Sync;

/// <summary>One page of what is there.</summary>
public sealed record IdPage
{
    /// <summary>The ids, as the subjects of the stream's deliveries have them.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>The kinds of records that the stream tells of. An id stands for one record, whichever of them it is.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Where the next page begins; null when this was the last one.</summary>
    public required string? Next { get; init; }
}
