namespace Odoo.Connectors.Client.Internal;

/// <summary>Decides how one named client talks to Odoo.</summary>
internal sealed class Transports(string client, Wire wire, TimeProvider time)
{
    private readonly JsonRpcTransport _jsonRpc = new(client, wire, time);
    private readonly Json2Transport _json2 = new(client, wire, time);

    /// <summary>The transport that can be used at once; <see langword="null"/> if a login has to come first.</summary>
    public ITransport? WithoutLogin(OdooClientOptions options) => options.Transport == OdooTransport.Json2 ? _json2 : null;

    /// <summary>
    /// Logs in, which in <see cref="OdooTransport.Auto"/> also is what finds out the transport: JSON-2 is asked whose the key is, and
    /// that answer proves in one request that the server has JSON-2, serves the database there and takes the key.
    /// </summary>
    public async Task<Session> LoginAsync(OdooClientOptions options, Deadline deadline)
    {
        if (options.Transport == OdooTransport.Json2)
        {
            return new Session(_json2, await _json2.LoginAsync(options, deadline).ConfigureAwait(false));
        }

        if (MayBeJson2(options))
        {
            try
            {
                return new Session(_json2, await _json2.LoginAsync(options, deadline).ConfigureAwait(false));
            }
            catch (OdooException e) when (IsNo(e.Kind))
            {
                // JSON-RPC it is, and its login says so if the credential is wrong.
            }
        }

        return new Session(_jsonRpc, await _jsonRpc.LoginAsync(options, deadline).ConfigureAwait(false));
    }

    /// <summary>The version by the transport that is forced; in doubt by the newer one, if it has the route.</summary>
    public async Task<OdooVersion> VersionAsync(OdooClientOptions options, Deadline deadline)
    {
        if (options.Transport == OdooTransport.Json2)
        {
            return await _json2.VersionAsync(options, deadline).ConfigureAwait(false);
        }

        if (MayBeJson2(options))
        {
            try
            {
                return await _json2.VersionAsync(options, deadline).ConfigureAwait(false);
            }
            catch (OdooException e) when (IsNo(e.Kind))
            {
                // a server older than the route
            }
        }

        return await _jsonRpc.VersionAsync(options, deadline).ConfigureAwait(false);
    }

    private static bool MayBeJson2(OdooClientOptions options) => options.Transport == OdooTransport.Auto
        && options.Secret.Length == 40 && options.Secret.All(char.IsAsciiHexDigit) && Json2Transport.FitsHeaders(options);

    // What passes says nothing about the server; everything else is an answer.
    private static bool IsNo(ErrorKind kind) => kind is not (ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown);
}
