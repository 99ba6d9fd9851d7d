using System.Diagnostics;

namespace Odoo.Connectors.Client;

/// <summary>A new API key. It prints as nothing.</summary>
public sealed class OdooApiKey
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a key.</summary>
    /// <param name="value">The key.</param>
    public OdooApiKey(string value) => _value = value;

    /// <summary>The key itself, for the place where secrets are kept.</summary>
    /// <returns>The key.</returns>
    public string Reveal() => _value;

    /// <summary>Nothing of the key.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => "[API key]";
}
