using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>The kinds of stores that every guarantee holds on.</summary>
public enum StoreKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>An empty store of its own for one test.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private readonly string? _lent;

    /// <param name="kind">The kind of store.</param>
    /// <param name="isMigrated">Whether it may have its tables already; a file never has.</param>
    public TestStore(StoreKind kind, bool isMigrated = true)
    {
        Kind = kind;
        _lent = kind == StoreKind.PostgreSql && isMigrated ? PostgreSqlDatabases.Take() : null;
        Address = kind == StoreKind.Sqlite ? Path.Combine(_folder, "hub.db") : _lent ?? PostgreSqlCluster.Shared.NewDatabase();
    }

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.PostgreSql];

    public StoreKind Kind { get; }

    /// <summary>The file, or the connection string.</summary>
    public string Address { get; private set; }

    public IConnectorsBuilder Use(IConnectorsBuilder builder) => Kind == StoreKind.Sqlite ? builder.UseSqlite(Address) : builder.UsePostgreSql(Address);

    /// <summary>A statement that names the hub's tables.</summary>
    public string Tables => Kind == StoreKind.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'odoo_connectors' ORDER BY table_name";

    /// <summary>A connection that the hub knows nothing of.</summary>
    public DbConnection Open()
    {
        DbConnection connection = Kind == StoreKind.Sqlite
            ? new SqliteConnection($"Data Source={Address};Pooling=false;Default Timeout=60")
            : new NpgsqlConnection($"{Address};Search Path=odoo_connectors;Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Runs a statement behind the hub's back.</summary>
    /// <returns>Its first value, if it has one.</returns>
    public long? Execute(string sql)
    {
        using DbConnection connection = Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Throws the store away, as a lost disk does. Whoever uses it must have stopped.</summary>
    public void Lose()
    {
        if (Kind == StoreKind.PostgreSql)
        {
            Address = PostgreSqlCluster.Shared.NewDatabase();
            return;
        }

        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (_lent is not null)
        {
            PostgreSqlDatabases.Return(_lent);
        }
    }
}
