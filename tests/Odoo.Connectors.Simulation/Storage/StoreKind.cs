namespace Odoo.Connectors.Simulation.Storage;

/// <summary>What the hub of a world is kept in.</summary>
internal enum StoreKind
{
    Sqlite,
    PostgreSql,
}
