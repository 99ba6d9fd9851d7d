using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Sync;

/// <summary>How sources and ledgers are compared. Bound from the section <c>Reconciliation</c>; checked at start.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>The sources that are compared by <see cref="Schedule"/>. The default is none.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> Sources { get; set; } = [];

    /// <summary>The ledgers, one for each company; empty takes all that are connected. The default is empty.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> Ledgers { get; set; } = [];

    /// <summary>When, as a cron expression of five fields, such as <c>30 3 * * *</c>. One node does it; a run that was missed is made up for once.</summary>
    /// <value>The default is <see langword="null"/>: only when somebody asks.</value>
    public string? Schedule { get; set; }

    /// <summary>The IANA zone of <see cref="Schedule"/>. The default is <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>How far scheduled runs look back; null compares everything. The default is null.</summary>
    public TimeSpan? LookBack { get; set; }

    /// <summary>What changed on either side this long before a run is in flight, and no discrepancy yet. The default is 15 minutes.</summary>
    public TimeSpan SettleWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The kinds whose correction is accepted by itself where it is to tell the record again: <see cref="DiscrepancyKind.Missing"/> and
    /// <see cref="DiscrepancyKind.State"/>, no other. The default is none.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<DiscrepancyKind> AutoAccept { get; set; } = [];

    /// <summary>Rules that accept by themselves within limits; a kind that <see cref="AutoAccept"/> names has none. The default is none.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<AutoAcceptRule> AutoAcceptRules { get; set; } = [];

    /// <summary>
    /// The ledger that a record of the model belongs to; null where it does not matter. <c>RouteCompany</c> sets it. The default is null for every
    /// record: any ledger is right.
    /// </summary>
    public Func<object, string?> LedgerOf { get; set; } = _ => null;
}
