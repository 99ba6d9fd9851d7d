namespace Odoo.Connectors.Tests.Shared;

/// <summary>The kind of store that this assembly's worlds are made on. The same tests are compiled once for each.</summary>
internal static class StoreOfThisRun
{
#if POSTGRESQL
    public const StoreKind Kind = StoreKind.PostgreSql;
#else
    public const StoreKind Kind = StoreKind.Sqlite;
#endif

    /// <summary>How often something random is tried: a tenth of it where each commit is a round trip to a server.</summary>
    public static int Times(int onSqlite) => Kind == StoreKind.Sqlite ? onSqlite : Math.Max(1, onSqlite / 10);
}
