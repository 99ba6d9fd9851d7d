using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// A reader that answers many questions with few calls. What several events need at once is asked of it together; what it leaves out, and
/// what only one event needs, is read by <see cref="IReader.ReadAsync"/>.
/// </summary>
public interface IBatchReader : IReader
{
    /// <summary>How many references one call of <see cref="ReadManyAsync"/> takes at most, 1 at least.</summary>
    int ReadBatchSize { get; }

    /// <summary>Whether a reference may be read together with others. Pure.</summary>
    /// <param name="reference">What is to be read.</param>
    /// <returns>False for what is read alone.</returns>
    bool IsBatched(ExternalRef reference);

    /// <summary>
    /// Reads many objects. Each answer is the one that <see cref="IReader.ReadAsync"/> gives for that reference alone. A reference that cannot
    /// be told, or whose reading fails by its own fault, is left out: it is read alone then, and fails alone.
    /// </summary>
    /// <param name="references">Different references, 2 at least and at most <see cref="ReadBatchSize"/>, each one that <see cref="IsBatched"/> accepts.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What the system said by reference; null where it has no such object.</returns>
    /// <exception cref="ConnectorException">
    /// Nothing could be read. Of the kinds <see cref="ErrorKind.Transient"/>, <see cref="ErrorKind.RateLimited"/> and <see cref="ErrorKind.Unknown"/>
    /// it is the failure of every reference; after any other each is read alone.
    /// </exception>
    Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken);
}
