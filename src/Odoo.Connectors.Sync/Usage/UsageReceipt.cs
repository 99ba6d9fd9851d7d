namespace Odoo.Connectors.Sync;

/// <summary>What became of events that were handed in. All of it is committed.</summary>
public sealed record UsageReceipt
{
    /// <summary>How many came.</summary>
    public long Read { get; init; }

    /// <summary>How many are new and counted in their periods.</summary>
    public long Added { get; init; }

    /// <summary>How many were known, or were taken back before they came.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many of the new ones belong to a period that is closed.</summary>
    public long Late { get; init; }

    /// <summary>How many earlier events were taken back or replaced.</summary>
    public long Withdrawn { get; init; }

    /// <summary>How many corrections name an event that is not known: it is not counted should it come.</summary>
    public long Ahead { get; init; }

    /// <summary>How many were not taken.</summary>
    public long Rejected { get; init; }

    /// <summary>The first thousand that were not taken.</summary>
    public IReadOnlyList<UsageFault> Faults { get; init; } = [];
}
