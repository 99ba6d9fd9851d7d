using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// A poll feed with streams that can be read whole, so that a record which a complete pass did not find was deleted. Nothing is
/// ever concluded from a pass that was interrupted.
/// </summary>
public interface IExhaustiveFeed : IPollFeed
{
    /// <summary>Whether a pass over the stream from its beginning brings every record there is.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>True when what is absent was deleted.</returns>
    bool IsExhaustive(string stream);

    /// <summary>A complete pass did not find a record that was seen before. Reads it once more before saying that it is gone.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="subject">The record.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The delivery that tells of the deletion, or null when the record is there after all.</returns>
    /// <exception cref="ConnectorException">The system could not be asked; it is asked again.</exception>
    Task<Delivery?> AbsentAsync(string stream, ExternalRef subject, CancellationToken cancellationToken);
}
