using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One version of a record as its source told it.</summary>
internal sealed record HistoryRow
{
    /// <summary>Its place in the store; 0 before it is stored.</summary>
    public long Id { get; init; }

    public required ExternalRef Record { get; init; }

    /// <summary>The source's version, or the instant of the telling: a larger one is newer.</summary>
    public required long Ordering { get; init; }

    /// <summary>A hash of <see cref="Body"/>: two that are told at one instant may differ.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>When the hub decided what told of it.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The company that it is routed to, where that is known of it alone.</summary>
    public string? Ledger { get; init; }

    /// <summary>The day on which the last service that it bills is over.</summary>
    public DateOnly? Until { get; init; }

    public required string Body { get; init; }
}
