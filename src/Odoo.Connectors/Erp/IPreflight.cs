using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Checks that a system has what the flows will need, before anything is written. Resolve it from the connected systems.</summary>
public interface IPreflight
{
    /// <summary>Reads what must be there.</summary>
    /// <param name="currencies">The currencies that documents will be in.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What is missing, one sentence each, with what to do; empty when everything is there.</returns>
    Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken);
}
