using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>What dunning is decided on beside the books.</summary>
/// <param name="Now">The time.</param>
/// <param name="Failures">The failed attempts that were not made good.</param>
/// <param name="Disputes">The disputes that are open.</param>
/// <param name="Contracts">The customer's contracts where they are billed.</param>
/// <param name="Ends">What was told of contracts that ended.</param>
/// <param name="Sources">What documents of the ledger were made of, by their key.</param>
internal sealed record DunningGround(
    DateTimeOffset Now, IReadOnlyList<FailedAttempt> Failures, IReadOnlyList<OpenDispute> Disputes, IReadOnlyList<Contract> Contracts, string Ends, IReadOnlyDictionary<string, IReadOnlyList<ExternalRef>> Sources)
{
    /// <summary>The invoice where it was billed, if that was elsewhere than in any ledger.</summary>
    public ExternalRef? BilledAs(OverdueItem item, string ledger, IReadOnlySet<string> ledgers) =>
        Sources.GetValueOrDefault(item.Key, []).FirstOrDefault(s => s.Kind == RecordKinds.Invoice && !ledgers.Contains(s.System) && s.System != ledger);

    /// <summary>The names of a document elsewhere.</summary>
    public IEnumerable<string> SourcesOf(OverdueItem item) => Sources.GetValueOrDefault(item.Key, []).Select(s => s.ToString());
}
