using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>A contract as each system holds it.</summary>
/// <param name="Sides">The contract in each system that has it, its owner's first.</param>
/// <param name="Fields">Status, and quantity and price of each product of the first side, where several systems hold the contract.</param>
public sealed record AccountContract(IReadOnlyList<Sourced<Contract>> Sides, IReadOnlyList<AccountField> Fields)
{
    /// <summary>Whether two systems hold different values.</summary>
    public bool Disagrees => Fields.Any(f => f.Disagrees);
}
