using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A system whose books are compared with sources. One instance is one company.</summary>
public interface ILedgerPositions : IConnectedSystem
{
    /// <summary>The kinds of records that it lists; see <see cref="RecordKinds"/>.</summary>
    IReadOnlyList<string> PositionKinds { get; }

    /// <summary>The company's day at an instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>The day.</returns>
    DateOnly DayOf(DateTimeOffset instant);

    /// <summary>What the books call a product of a source, as the terms of their contracts name it.</summary>
    /// <param name="code">The source's product code.</param>
    /// <returns>The name in the books. The default is the code.</returns>
    string ProductOf(string code) => code;

    /// <summary>Lists what the books hold, of whatever source and made by whomever, page by page.</summary>
    /// <param name="kind">One of <see cref="PositionKinds"/>.</param>
    /// <param name="from">Only what was written at this time or later; null lists everything.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Pages of positions.</returns>
    /// <exception cref="ConnectorException">The books could not be read.</exception>
    IAsyncEnumerable<IReadOnlyList<Position>> ListPositionsAsync(string kind, DateTimeOffset? from, CancellationToken cancellationToken);

    /// <summary>Reads afresh what the books hold under a reference: of the ledger's own, that record; of a source's, what was made of it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The position; null when there is none.</returns>
    /// <exception cref="ConnectorException">The books could not be read.</exception>
    Task<Position?> FindPositionAsync(ExternalRef reference, CancellationToken cancellationToken);
}
