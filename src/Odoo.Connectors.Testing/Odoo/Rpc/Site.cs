namespace Odoo.Connectors.Testing.Rpc;

/// <summary>One database of a server: what answers for it.</summary>
internal sealed record Site(string Database, RpcServices Services, Json2Endpoint Json2, DocEndpoint Doc, WebSessionEndpoint Web);
