using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What a person can see and do about identity: which references of which systems are one record. Every change is audited
/// with who made it. Changes of one call are one commit; what is being decided meanwhile is decided on the new ground.
/// </summary>
public interface IIdentityOperations
{
    /// <summary>The record behind a reference; of a merged record, the one that stands for it.</summary>
    /// <param name="reference">Any of its references.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record, or null when the map does not know the reference.</returns>
    Task<RecordLink?> FindAsync(ExternalRef reference, CancellationToken cancellationToken = default);

    /// <summary>The merges that made a record what it is, oldest first, with those that were taken back.</summary>
    /// <param name="reference">Any of its references.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The merges.</returns>
    Task<IReadOnlyList<RecordMerge>> MergesAsync(ExternalRef reference, CancellationToken cancellationToken = default);

    /// <summary>Links a reference to a record. One that was deleted or superseded is live again.</summary>
    /// <param name="reference">The reference that joins.</param>
    /// <param name="to">Any reference of the record; where the map does not know it, it becomes a record.</param>
    /// <param name="by">Who links them.</param>
    /// <param name="options">Company and precedence; the default is an alias for all companies.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ConnectorException">The reference belongs to another record: merge them.</exception>
    Task<RecordLink> LinkAsync(ExternalRef reference, ExternalRef to, string by, LinkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes two records one. What the first was called, the second is called too, and lookups of the first find the second.
    /// Documents keep the customer they were made for. Where both had one in a target, writes go to the survivor's and a case
    /// names both.
    /// </summary>
    /// <param name="loser">Any reference of the record that is superseded.</param>
    /// <param name="survivor">Any reference of the record that stands for both.</param>
    /// <param name="by">Who merges them.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The merge; its number takes it back.</returns>
    /// <exception cref="ConnectorException">The map does not know one of them, or they are one already.</exception>
    Task<RecordMerge> MergeAsync(ExternalRef loser, ExternalRef survivor, string by, string why, CancellationToken cancellationToken = default);

    /// <summary>Takes a merge back: each record has what it had. What was linked meanwhile stays with the survivor.</summary>
    /// <param name="mergeId">The merge's number.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Both records, and the documents that were made in between; those are not moved.</returns>
    /// <exception cref="ConnectorException">There is no such merge, or it was taken back already.</exception>
    Task<UnmergeResult> UnmergeAsync(long mergeId, string by, CancellationToken cancellationToken = default);

    /// <summary>Names the id that took another one's place in its system: merged or renamed there.</summary>
    /// <param name="old">The id that is gone.</param>
    /// <param name="replacement">The id of the same kind in the same system.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record they name.</returns>
    /// <exception cref="ConnectorException">The map does not know the old one, or they are not of one kind and system.</exception>
    Task<RecordLink> SupersedeAsync(ExternalRef old, ExternalRef replacement, string by, CancellationToken cancellationToken = default);

    /// <summary>Answers a case that asks whether two records are the same, and decides its event again.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="answer">Whether they are.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="candidate">Which one, where the case names several and the answer is the same. The default is null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ConnectorException">The case is closed or asks nothing, or it must be said which of several.</exception>
    Task AnswerMatchAsync(long caseId, MatchAnswer answer, string by, ExternalRef? candidate = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Links pairs that exist already, to adopt systems that hold data. CSV by RFC 4180 with the header
    /// <c>kind,system,id,other_system,other_id</c>: the record <c>id</c> of <c>system</c> is <c>other_id</c> in <c>other_system</c>.
    /// Nothing that is linked is changed; run it again after a stop, and it goes on.
    /// </summary>
    /// <param name="csv">The pairs.</param>
    /// <param name="by">Who imports them.</param>
    /// <param name="options">Whether to try only, and whether conflicts become cases; the default does neither.</param>
    /// <param name="cancellationToken">Stops after a batch.</param>
    /// <returns>What became of each row.</returns>
    /// <exception cref="ConnectorException">The header is another one, a quote is not closed.</exception>
    Task<ImportReport> ImportAsync(TextReader csv, string by, ImportOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes all live pairs as CSV, in the form that <see cref="ImportAsync"/> reads.</summary>
    /// <param name="csv">Where to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many pairs.</returns>
    Task<int> ExportAsync(TextWriter csv, CancellationToken cancellationToken = default);

    /// <summary>Reads the links that a target remembers by itself (the external ids in Odoo) into the map, after a store was lost.</summary>
    /// <param name="system">The configured name of the target.</param>
    /// <param name="by">Who rebuilds it.</param>
    /// <param name="cancellationToken">Stops after a batch; run it again, and it goes on.</param>
    /// <returns>What became of each link.</returns>
    /// <exception cref="ConnectorException">The target keeps no links, or cannot be read.</exception>
    Task<ImportReport> RebuildAsync(string system, string by, CancellationToken cancellationToken = default);
}
