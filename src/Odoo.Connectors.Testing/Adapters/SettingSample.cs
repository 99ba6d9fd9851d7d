using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Testing;

/// <summary>A setting with which no host may start.</summary>
/// <param name="setting">Its name below <c>Systems:&lt;name&gt;</c>, such as <c>ApiKey</c>.</param>
/// <param name="value">The wrong value as text; it must not be quoted, since a key may have been put in the wrong place. Null when there is none.</param>
/// <param name="connect">Connects the adapter with that one setting wrong.</param>
public sealed class SettingSample(string setting, string? value, Action<IConnectorsBuilder, string> connect)
{
    /// <summary>The name of the setting.</summary>
    public string Setting => setting;

    /// <summary>The wrong value.</summary>
    public string? Value => value;

    internal void Connect(IConnectorsBuilder builder, string name) => connect(builder, name);
}
