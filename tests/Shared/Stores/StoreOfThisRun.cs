namespace Odoo.Connectors.Tests.Shared;

/// <summary>The kind of store that this assembly's worlds are made on. The same tests are compiled once for each.</summary>
internal static class StoreOfThisRun
{
#if POSTGRESQL
    public const StoreKind Kind = StoreKind.PostgreSql;
#else
    public const StoreKind Kind = StoreKind.Sqlite;
#endif
}
