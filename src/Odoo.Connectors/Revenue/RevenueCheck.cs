using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A balance at the end of a month as it is, and as it follows from the beginning and what happened in between.</summary>
public sealed record RevenueCheck
{
    /// <summary>What is checked.</summary>
    public required RevenueCheckKind Kind { get; init; }

    /// <summary>The configured name of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>What follows from the other numbers.</summary>
    public required Money Expected { get; init; }

    /// <summary>What there is.</summary>
    public required Money Actual { get; init; }

    /// <summary>What entries make of the difference that are none of the measures: <see cref="RevenueMeasure.OtherEntries"/>, whose rows they are.</summary>
    public required Money Explained { get; init; }

    /// <summary>What is more than expected.</summary>
    public Money Difference => Actual - Expected;

    /// <summary>Whether nothing differs but what is explained.</summary>
    public bool IsRight => Difference == Explained;

    /// <summary>What was checked and the difference.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Company} {Month:yyyy-MM} {Kind}: {Actual}, expected {Expected}, explained {Explained}";
}
