namespace Odoo.Connectors.Sync;

/// <summary>Registered by who only visits the store of a host, such as the command-line tool: it must not bring the schema to a version that the host does not know.</summary>
internal sealed class StoreVisit;
