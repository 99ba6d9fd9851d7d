using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Two records that became one.</summary>
public sealed record RecordMerge
{
    /// <summary>The merge's number; taking it back asks for it.</summary>
    public required long Id { get; init; }

    /// <summary>The record that was superseded.</summary>
    public required Guid Loser { get; init; }

    /// <summary>The record that stands for both.</summary>
    public required Guid Survivor { get; init; }

    /// <summary>The references that came from the superseded record.</summary>
    public required IReadOnlyList<ExternalRef> Moved { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who merged them: a person, or the system that said so.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>When it was taken back, UTC; null while it stands.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}
