using Odoo.Connectors.Model;

namespace Odoo.Connectors.Entitlements;

/// <summary>What contracts grant, and who is told.</summary>
public sealed class EntitlementOptions
{
    private readonly List<(string Product, string Feature, Func<ProductLine, decimal?> Limit)> _grants = [];

    /// <summary>
    /// The configured name of the system that is told, which must take the effect <c>entitlement</c>: a publisher that <c>PublishEntitlements</c> connects, or a
    /// port of the host's own. The default is <c>entitlements</c>.
    /// </summary>
    public string Target { get; set; } = "entitlements";

    /// <summary>
    /// What a contract's status makes of what it grants. The default: pending is pending, active and past due are granted, paused is suspended, ended is revoked.
    /// </summary>
    public IDictionary<ContractStatus, EntitlementStatus> Statuses { get; } = new Dictionary<ContractStatus, EntitlementStatus>
    {
        [ContractStatus.Pending] = EntitlementStatus.Pending,
        [ContractStatus.Active] = EntitlementStatus.Granted,
        [ContractStatus.PastDue] = EntitlementStatus.Granted,
        [ContractStatus.Paused] = EntitlementStatus.Suspended,
        [ContractStatus.Ended] = EntitlementStatus.Revoked,
    };

    internal bool GrantsAnything => _grants.Count > 0;

    /// <summary>
    /// A product grants a feature. A product may grant several, and several products or lines may grant one, whose limits are added up. Products without a grant
    /// grant nothing.
    /// </summary>
    /// <param name="product">The product's code in the contract, compared by ordinal.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="limit">How much of it by a line; null for no limit. By default the line's quantity.</param>
    /// <returns>These options.</returns>
    public EntitlementOptions Grant(string product, string feature, Func<ProductLine, decimal?>? limit = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(product);
        ArgumentException.ThrowIfNullOrWhiteSpace(feature);
        if (feature.Contains('\n', StringComparison.Ordinal))
        {
            throw new ArgumentException("A feature's name is one line.", nameof(feature));
        }

        _grants.Add((product, feature, limit ?? (static line => line.Quantity)));
        return this;
    }

    /// <summary>The features of a contract with their limits, by name.</summary>
    internal SortedDictionary<string, decimal?> Of(Contract contract)
    {
        SortedDictionary<string, decimal?> granted = new(StringComparer.Ordinal);
        foreach (ProductLine line in contract.Terms.Where(t => t.Quantity > 0m))
        {
            foreach ((string _, string feature, Func<ProductLine, decimal?> limit) in _grants.Where(g => g.Product == line.ProductCode))
            {
                decimal? more = limit(line);
                granted[feature] = granted.TryGetValue(feature, out decimal? sum) ? sum + more : more;
            }
        }

        return granted;
    }
}
