namespace Odoo.Connectors.Sync;

/// <summary>A pass over a stream beside its live poll, and what came of it so far.</summary>
public sealed record FeedPass
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The configured name of the system.</summary>
    public required string System { get; init; }

    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>Why.</summary>
    public required PassPurpose Purpose { get; init; }

    /// <summary>How far it is.</summary>
    public required PassState State { get; init; }

    /// <summary>The instant it reads from; null reads from the beginning.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it ended, UTC; null while it goes on.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Pages stored.</summary>
    public required long Pages { get; init; }

    /// <summary>Deliveries seen.</summary>
    public required long Seen { get; init; }

    /// <summary>Deliveries that were known before, or turned out to be as they were.</summary>
    public required long Absorbed { get; init; }

    /// <summary>Deliveries that changed something: they had been missed.</summary>
    public required long Changed { get; init; }

    /// <summary>Deliveries that a person must look at.</summary>
    public required long Cases { get; init; }

    /// <summary>Records found to be deleted.</summary>
    public required long Absent { get; init; }

    /// <summary>Whether every page was read and every delivery is at its end or a case.</summary>
    public bool IsSettled => State == PassState.Complete && Absorbed + Changed + Cases >= Seen + Absent;
}
