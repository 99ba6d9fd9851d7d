namespace Odoo.Connectors.Sync;

/// <summary>A system whose fields are customised by its users, and may change under an integration.</summary>
public interface ISchemaSource : IConnectedSystem
{
    /// <summary>
    /// The names of what the adapter cannot work without, as they stand in a <see cref="SchemaSnapshot"/>: the fields it reads and writes, with
    /// the options as they are now.
    /// </summary>
    IReadOnlyList<string> Needs { get; }

    /// <summary>Reads how the used fields, their picklists, the pipelines and their stages are now.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="ConnectorException">The system could not be asked.</exception>
    Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellationToken);
}
