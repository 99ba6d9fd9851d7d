using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Sqlite;

/// <summary>The store's file. Opens connections that are fully synchronous and wait for other writers inside SQLite.</summary>
internal sealed class SqliteFile(string path)
{
    private const string Pragmas = "PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

    // The dialect keeps connections with what they prepared; a second pool below would keep the file open after it.
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60, Pooling = false }.ToString();

    public string Path => path;

    public SqliteConnection Open()
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
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
}
