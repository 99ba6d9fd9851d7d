namespace Odoo.Connectors.Sync;

/// <summary>What became of imported pairs.</summary>
public sealed record ImportReport
{
    /// <summary>How many pairs are linked now, or would be in a dry run.</summary>
    public required int Linked { get; init; }

    /// <summary>How many were linked before.</summary>
    public required int AlreadyLinked { get; init; }

    /// <summary>Those that contradict what is there, or cannot be understood. Nothing was changed for them.</summary>
    public required IReadOnlyList<ImportConflict> Conflicts { get; init; }
}
