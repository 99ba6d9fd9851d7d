namespace Odoo.Connectors.Revenue;

/// <summary>A rate of exchange of the host's own.</summary>
public sealed class RevenueRate
{
    /// <summary>The code of the currency that is converted, for example <c>USD</c>.</summary>
    public string Currency { get; set; } = "";

    /// <summary>The code of the currency that it is converted into, for example <c>EUR</c>.</summary>
    public string Into { get; set; } = "";

    /// <summary>The first day it counts on.</summary>
    public DateOnly From { get; set; }

    /// <summary>How much of <see cref="Into"/> one unit of <see cref="Currency"/> is; more than 0.</summary>
    public decimal Rate { get; set; }
}
