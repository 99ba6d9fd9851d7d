namespace Odoo.Connectors.Model;

/// <summary>
/// Everything that a contract grants, whole each time: what was told before and is not in it is not granted by this contract. Several contracts of a customer
/// grant side by side.
/// </summary>
/// <param name="Contract">The contract.</param>
/// <param name="Customer">The customer, as in each entitlement.</param>
/// <param name="Entitlements">One for each feature, by name; with those that the last telling granted and this one does not, as revoked.</param>
public sealed record ContractEntitlements(ExternalRef Contract, ExternalRef Customer, IReadOnlyList<Entitlement> Entitlements)
{
    /// <summary>The contract.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Entitlements by {Contract}";
}
