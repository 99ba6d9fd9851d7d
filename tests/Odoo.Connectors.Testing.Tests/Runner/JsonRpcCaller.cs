using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Raw execute_kw.</summary>
internal sealed class JsonRpcCaller(OdooWire wire) : ICaller
{
    public bool IsJson2 => false;

    public Task<JsonObject> CallAsync(string who, ContractCall call)
    {
        JsonArray positional = call.Ids is { } ids ? [ids.DeepClone(), .. call.ByPosition] : [.. call.ByPosition];
        var keywords = call.ByName;
        if (call.Context is { } context)
        {
            keywords["context"] = context.DeepClone();
        }

        return wire.CallAsync(who, call.Model, call.Method, positional, keywords);
    }
}
