using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The client's transports, by the contract's names of the protocols.</summary>
internal static class Transports
{
    public const string JsonRpc = "jsonrpc";

    public const string Json2 = "json2";

    /// <summary>Those over which the client plays the contract.</summary>
    public static IReadOnlyList<string> All { get; } = [JsonRpc];

    /// <summary>Makes a client take one transport and no other.</summary>
    public static void Choose(OdooClientOptions options, string transport)
    {
        ArgumentNullException.ThrowIfNull(options);
        Assert.Equal(JsonRpc, transport);
    }
}
