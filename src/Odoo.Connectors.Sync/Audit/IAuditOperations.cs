using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Proves and reads the audit trail.</summary>
public interface IAuditOperations
{
    /// <summary>
    /// Reads the trail through and compares every hash: finds a changed, removed, inserted or reordered entry, a broken root,
    /// and a trail whose end is missing relative to its newest root and to the one the <see cref="IAuditWitness"/> keeps.
    /// </summary>
    /// <param name="from">Only entries from this time on; the default is all. Roots are always verified.</param>
    /// <param name="to">Only entries before this time; the default is all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was found, with lane and number.</returns>
    Task<AuditVerification> VerifyAsync(DateTimeOffset? from = null, DateTimeOffset? to = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Seals the heads of the lanes that changed since the newest root. A running host does the same every
    /// <see cref="HubOptions.AuditSealInterval"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new root, or null when nothing changed.</returns>
    Task<AuditRoot?> SealAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The rules that hosts of this store decided by, as they changed: ownership, routing, limits of approvals, lead to cash, collections, reconciliation.
    /// A planned effect names the hash of <c>all</c> in its line of the trail.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Every version, oldest first; of each part the last one is the newest.</returns>
    Task<IReadOnlyList<RuleVersion>> RulesAsync(CancellationToken cancellationToken = default);

    /// <summary>From a field of a target record back to what wrote it last: event, effect, rule, approver.</summary>
    /// <param name="target">The record in the target; the kind is that of the model or of the effect.</param>
    /// <param name="field">The field, in the target's own name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The origin, or null when the hub never wrote that field.</returns>
    Task<FieldOrigin?> ExplainFieldAsync(ExternalRef target, string field, CancellationToken cancellationToken = default);
}
