namespace Odoo.Connectors.Erp;

/// <summary>A price for quantities of one period.</summary>
public sealed class UsageTier
{
    /// <summary>The largest quantity it is for; null in the last tier only. The default is null.</summary>
    public decimal? UpTo { get; set; }

    /// <summary>What one unit of the meter costs, without tax, in the currency of the order; any number of decimals, 0 or more. The default is 0.</summary>
    public decimal UnitPrice { get; set; }
}
