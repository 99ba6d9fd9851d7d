using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>What a revenue report is about.</summary>
public sealed record RevenueScope
{
    /// <summary>A day of the first month.</summary>
    public required DateOnly From { get; init; }

    /// <summary>How many months, 1 to 120. The default is 1.</summary>
    public int Months { get; init; } = 1;

    /// <summary>The configured names of the companies; empty takes all that are connected. The default is empty.</summary>
    public IReadOnlyCollection<string> Companies { get; init; } = [];

    /// <summary>The measures; empty takes all. Checks are made of those that are there. The default is empty.</summary>
    public IReadOnlyCollection<RevenueMeasure> Measures { get; init; } = [];

    /// <summary>The currency that each number is shown in beside its own. The default is null: none.</summary>
    public Currency? ReportingCurrency { get; init; }

    /// <summary>
    /// Counts of deals and contracts only what the hub knew by an instant: what came late is left out, as it was when the report was made then. The
    /// default is null: everything that is known.
    /// </summary>
    public DateTimeOffset? KnownBy { get; init; }

    /// <summary>How many documents of each number the report itself holds, the first ones; <see cref="IRevenueReporting.RowsAsync"/> tells all. The default is 20.</summary>
    public int DocumentsPerFigure { get; init; } = 20;
}
