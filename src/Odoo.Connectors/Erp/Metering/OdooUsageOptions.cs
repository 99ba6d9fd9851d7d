using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Erp;

/// <summary>What usage of one meter is billed as and for how much. Section <c>Systems:&lt;name&gt;:Usage:&lt;meter&gt;</c>.</summary>
public sealed class OdooUsageOptions
{
    /// <summary>
    /// The product of the order's line, as sources name products: an entry of <see cref="OdooErpOptions.Products"/>, or an internal reference.
    /// Its taxes are the line's, and are not included in prices. On Enterprise it must not recur.
    /// </summary>
    public string Product { get; set; } = "";

    /// <summary>What the line says before the period. The default is null: the meter's name.</summary>
    public string? Description { get; set; }

    /// <summary>How several tiers are meant. The default is <see cref="UsageTiering.Graduated"/>.</summary>
    public UsageTiering Tiering { get; set; }

    /// <summary>
    /// The tiers by the currency of the order (<c>EUR</c>), the smallest first; one without an end is a plain price. Usage under an order in
    /// another currency is the case <c>unpriced-usage</c>.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IDictionary<string, IList<UsageTier>> Prices { get; set; } = new Dictionary<string, IList<UsageTier>>(StringComparer.Ordinal);
}
