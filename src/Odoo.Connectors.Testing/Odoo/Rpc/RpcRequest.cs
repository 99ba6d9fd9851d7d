namespace Odoo.Connectors.Testing.Rpc;

/// <summary>An HTTP request, whichever way it came.</summary>
internal sealed record RpcRequest(string Method, string Path, string ContentType, byte[] Body);
