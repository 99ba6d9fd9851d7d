using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Which corrections are accepted by themselves: those that are to tell the record again and that everything here holds for. Of several rules the first
/// that holds takes it; what no rule takes waits for a person.
/// </summary>
public sealed class AutoAcceptRule
{
    /// <summary>Its name, as the report and the audit trail tell who accepted. Must be set, and be no other rule's.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kinds: <see cref="DiscrepancyKind.Missing"/> and <see cref="DiscrepancyKind.State"/>, no other. At least one must be set.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<DiscrepancyKind> Kinds { get; set; } = [];

    /// <summary>The ledgers; empty takes all. What belongs to no ledger that is known is not taken by a rule that names any. The default is empty.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> Ledgers { get; set; } = [];

    /// <summary>The kinds of records, such as <c>payment</c>; see <see cref="Model.RecordKinds"/>. Empty takes all. The default is empty.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> RecordKinds { get; set; } = [];

    /// <summary>
    /// The largest amount, in major units, by the code of its currency. A rule that lists any takes nothing in a currency that it does not list, and
    /// nothing without an amount. Empty takes every amount. The default is empty.
    /// </summary>
    public IDictionary<string, decimal> LargestAmounts { get; } = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// How many it may take in one run. Where more are found, nothing at all is accepted by any rule in that run, and the report says so: a flood is more
    /// likely a fault of the set-up than of the books. The default is null: any number.
    /// </summary>
    public int? MostPerRun { get; set; }
}
