using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A revenue report. It holds no names, addresses or texts of persons.</summary>
public sealed record RevenueReport
{
    /// <summary>The first day of the first month.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the last month.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The configured names of the companies.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>The reporting currency; null where none was asked for.</summary>
    public Currency? ReportingCurrency { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What the hub knew of deals and contracts by then counts; the same again gives the same numbers.</summary>
    public required DateTimeOffset KnownBy { get; init; }

    /// <summary>The numbers, by company, currency, month, measure and part.</summary>
    public required IReadOnlyList<RevenueFigure> Figures { get; init; }

    /// <summary>The numbers against each other.</summary>
    public required IReadOnlyList<RevenueCheck> Checks { get; init; }

    /// <summary>What is in no number.</summary>
    public required IReadOnlyList<RevenueGap> Gaps { get; init; }

    /// <summary>The first documents of each number, and all entries that explain a difference.</summary>
    public required IReadOnlyList<RevenueRow> Documents { get; init; }

    /// <summary>Whether every check is right.</summary>
    public bool IsConsistent => Checks.All(c => c.IsRight);

    /// <summary>The period, and how many checks are wrong.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Revenue {From:yyyy-MM} to {To:yyyy-MM}: {Figures.Count} numbers, {Checks.Count(c => !c.IsRight)} wrong checks, {Gaps.Count} gaps";
}
