using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Sqlite;

/// <summary>The store's file. Opens connections that are fully synchronous and wait for other writers inside SQLite.</summary>
internal sealed class SqliteFile(string path)
{
    // 16 MiB of pages are kept: the indexes that every step walks are soon larger than the 2 MiB of the default.
    private const string Pragmas = "PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;";

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
