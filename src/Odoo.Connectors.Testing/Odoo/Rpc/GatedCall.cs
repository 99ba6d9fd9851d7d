using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>A call on its way in: what is recorded of it, the work that is its transaction, and the forms of its answers.</summary>
internal sealed record GatedCall(string Model, string Method, string Arguments, Func<RpcReply> Work, Func<JsonNode?, RpcReply> Answer, Func<OdooError, RpcReply> Refuse)
{
    /// <summary>The rows of a load.</summary>
    public JsonArray? LoadedRows { get; init; }
}
