namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>Where and how billing systems round, as their manuals say.</summary>
internal enum RoundingStyle
{
    /// <summary>Each line's amount and tax, halves up; totals are their sums.</summary>
    Line,

    /// <summary>The document's totals, halves to even; the lines are rounded for show only and need not sum to them.</summary>
    Document,

    /// <summary>The price of one unit and its tax, halves up, times the quantity.</summary>
    Unit,
}
