using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Reads single objects of a system afresh, and turns what was read into the model.</summary>
public interface IReader : IConnectedSystem
{
    /// <summary>Reads one object. The engine stores the bytes as a fact of the event that needed it.</summary>
    /// <param name="reference">What to read; the kind is one this reader knows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the system said, or null when it has no such object.</returns>
    /// <exception cref="ConnectorException">The system could not be read; the kind decides what happens next.</exception>
    Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken);

    /// <summary>Turns the bytes of <see cref="ReadAsync"/> into a record. Pure: the same bytes give the same record.</summary>
    /// <param name="reference">What was read.</param>
    /// <param name="answer">The bytes.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ConnectorException">The bytes are not what the vendor documents; names the field.</exception>
    object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer);
}
