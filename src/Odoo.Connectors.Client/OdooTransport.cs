namespace Odoo.Connectors.Client;

/// <summary>How a client talks to Odoo. What it answers and how it fails is the same on both.</summary>
public enum OdooTransport
{
    /// <summary>
    /// JSON-2 if <see cref="OdooClientOptions.Secret"/> has the form of an API key (40 hexadecimal digits) and one request shows
    /// that the server takes it there for this database; JSON-RPC otherwise. A password is never tried, JSON-2 takes none.
    /// </summary>
    Auto,

    /// <summary>JSON-RPC: deprecated in Odoo 19; passwords and API keys, one login.</summary>
    JsonRpc,

    /// <summary>JSON-2: Odoo 19 and later, API keys only, no login.</summary>
    Json2,
}
