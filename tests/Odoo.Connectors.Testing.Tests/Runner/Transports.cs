using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The client's transports, by the contract's names of the protocols.</summary>
internal static class Transports
{
    public const string JsonRpc = "jsonrpc";

    public const string Json2 = "json2";

    /// <summary>How a client is made to take one transport and no other. A transport that is added here plays every scenario.</summary>
    private static readonly Dictionary<string, Action<OdooClientOptions>> s_choices = new()
    {
        [JsonRpc] = _ => { },
    };

    /// <summary>Those over which the client plays the contract.</summary>
    public static IEnumerable<string> All => s_choices.Keys;

    public static void Choose(OdooClientOptions options, string transport) => s_choices[transport](options);
}
