using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Sqlite;

/// <summary>Opens connections that are fully synchronous and wait for other writers inside SQLite.</summary>
internal sealed class SqliteHubDataSource(string connectionString) : DbDataSource
{
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON;";

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection()
    {
        DbConnection connection = CreateDbConnection();
        try
        {
            connection.Open();
            using DbCommand command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }
}
