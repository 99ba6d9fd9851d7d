namespace Odoo.Connectors.Sync;

/// <summary>What came of verifying the audit trail.</summary>
/// <param name="Entries">How many entries were verified.</param>
/// <param name="Roots">How many roots were verified.</param>
/// <param name="Faults">The first 100 faults; none when the trail is as the hub wrote it.</param>
public sealed record AuditVerification(long Entries, long Roots, IReadOnlyList<AuditFault> Faults)
{
    /// <summary>Whether the trail is as the hub wrote it.</summary>
    public bool IsIntact => Faults.Count == 0;
}
