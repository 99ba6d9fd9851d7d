using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Examines a connected Odoo as its integration user, by reads alone: what is missing, what that user has too much, and what of the
/// database's set-up matters to the documents. Resolve it from the connected systems.
/// </summary>
public interface IOdooDoctor
{
    /// <summary>Examines. What fails becomes a finding; only a cancellation is thrown.</summary>
    /// <param name="currencies">The currencies that documents will be in.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>What was found, in the order of the checks; at least one finding for each that was made.</returns>
    Task<IReadOnlyList<OdooFinding>> ExamineAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken);
}
