namespace Odoo.Connectors.Model;

/// <summary>All contracts of a customer, ended ones too, read as <see cref="RecordKinds.CustomerContracts"/> under the customer's id at their source.</summary>
/// <param name="Contracts">The contracts as they stand now.</param>
/// <param name="IsComplete">False where some cannot be stated as terms, such as tiered prices: no sum is made of the others. The default is true.</param>
public sealed record CustomerContracts(IReadOnlyList<Contract> Contracts, bool IsComplete = true);
