using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Revenue;

/// <summary>How revenue is reported. Bound from the section <c>Revenue</c>; checked at start.</summary>
public sealed class RevenueOptions
{
    /// <summary>
    /// Rates of exchange that are taken instead of those of each company's Odoo, for example the group's. With any, no other is taken. The default is
    /// none.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<RevenueRate> Rates { get; set; } = [];
}
