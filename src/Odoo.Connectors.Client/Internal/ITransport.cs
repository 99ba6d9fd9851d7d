namespace Odoo.Connectors.Client.Internal;

/// <summary>One way of talking to Odoo. Results and failures are the same on every one of them.</summary>
internal interface ITransport
{
    /// <summary>What telemetry calls it.</summary>
    string Name { get; }

    /// <summary>The server's version, for which no credential is needed.</summary>
    Task<OdooVersion> VersionAsync(OdooClientOptions options, Deadline deadline);

    /// <summary>Asks Odoo who the credential belongs to.</summary>
    /// <returns>The user's id.</returns>
    Task<long> LoginAsync(OdooClientOptions options, Deadline deadline);

    /// <returns>The result as <paramref name="read"/> reads it; it meets null if the method returned nothing.</returns>
    Task<T> CallAsync<T>(OdooClientOptions options, long uid, ModelCall call, MergedContext context, OdooResultReader<T> read, Deadline deadline);
}
