using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What both sides add up to, for one kind of record, company, currency and month. Drafts and what is cancelled in the ledger are not in it.</summary>
public sealed record PositionTotal
{
    /// <summary>The kind of record.</summary>
    public required string Kind { get; init; }

    /// <summary>The configured name of the ledger.</summary>
    public required string Ledger { get; init; }

    /// <summary>The currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The first day of the month, in the company's calendar.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>How many the source has.</summary>
    public long ExpectedCount { get; init; }

    /// <summary>How many the ledger has.</summary>
    public long BookedCount { get; init; }

    /// <summary>The source's tax.</summary>
    public decimal ExpectedTax { get; init; }

    /// <summary>The ledger's tax.</summary>
    public decimal BookedTax { get; init; }

    /// <summary>The source's total.</summary>
    public decimal ExpectedGross { get; init; }

    /// <summary>The ledger's total.</summary>
    public decimal BookedGross { get; init; }

    /// <summary>Whether both sides are the same.</summary>
    public bool IsEqual => ExpectedCount == BookedCount && ExpectedTax == BookedTax && ExpectedGross == BookedGross;
}
