namespace Odoo.Connectors.Sync;

/// <summary>
/// What a person must approve before it is sent, by its amount. Section <c>Approvals</c>. A table that lists any currency asks about every amount
/// in a currency that it does not list; an empty one asks about none.
/// </summary>
public sealed class ApprovalOptions
{
    /// <summary>The largest write-off that needs no approval, by the code of its currency; 0 asks about each. The default is empty.</summary>
    public IDictionary<string, decimal> WriteOffs { get; } = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The largest credit to a customer's account that needs no approval, by the code of its currency; 0 asks about each. The default is empty.</summary>
    public IDictionary<string, decimal> AccountCredits { get; } = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
}
