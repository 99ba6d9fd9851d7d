namespace Odoo.Connectors.Sync;

/// <summary>A system that must be prepared before it is written to: with custom fields that our values go to.</summary>
public interface ISetup : IConnectedSystem
{
    /// <summary>Checks what the adapter writes to, and makes what is missing. What is there is never changed.</summary>
    /// <param name="apply">Whether what is missing is made; otherwise it is only looked for.</param>
    /// <param name="cancellationToken">Cancels the calls; what was made stays.</param>
    /// <returns>One finding for each field, in the order they are written about in the adapter's page.</returns>
    /// <exception cref="ConnectorException">The system could not be asked, or refused.</exception>
    Task<IReadOnlyList<SetupFinding>> SetUpAsync(bool apply, CancellationToken cancellationToken);
}
