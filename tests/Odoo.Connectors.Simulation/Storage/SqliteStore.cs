using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Odoo.Connectors.Sqlite;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>
/// A database in memory, made from one that was migrated once. It is emptied and lent again when its seed ends: most of the time
/// of a fresh one is spent on preparing statements.
/// </summary>
internal sealed class SqliteStore : IStore
{
    private static readonly Lazy<string> s_template = new(MakeTemplate);
    private static readonly ConcurrentBag<SqliteStore> s_free = [];
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=false");
    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);
    private readonly List<string> _refill = [];
    private long _now;

    private SqliteStore()
    {
        _connection.Open();
        using (SqliteConnection template = new($"Data Source={s_template.Value};Pooling=false"))
        {
            template.Open();
            template.BackupDatabase(_connection);
        }

        // What is kept beside it is in memory as well. A function, so that a statement is the same text at any time and stays prepared.
        _connection.CreateFunction("world_now", () => _now);
        Execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
        Execute($"ATTACH '{s_template.Value}' AS template");

        // What refers to others was made after them.
        foreach (string table in Query("SELECT name FROM template.sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY rowid DESC", r => r.GetString(0)))
        {
            _refill.Add($"DELETE FROM main.{table}");
            if (Query($"SELECT COUNT(*) FROM template.{table}", r => r.GetInt64(0)).Single() > 0)
            {
                Execute($"CREATE TEMP TABLE first_{table} AS SELECT * FROM template.{table}");
                _refill.Add($"INSERT INTO main.{table} SELECT * FROM temp.first_{table}");
            }
        }

        _refill.Add("DELETE FROM main.sqlite_sequence");
        Execute("DETACH template");
    }

    public StoreDialect Dialect { get; } = new SqliteDialect(new SqliteFile("simulation.db"), NullLogger<SqliteDialect>.Instance);

    public DbConnection Connection => _connection;

    public bool KeepsStatements => true;

    /// <summary>One that nobody uses.</summary>
    public static SqliteStore Take() => s_free.TryTake(out SqliteStore? free) ? free : new SqliteStore();

    public string Now => "world_now()";

    public void SetTime(long milliseconds) => _now = milliseconds;

    [SuppressMessage("Security", "CA2100", Justification = "The hub's own text, a planted bug's, or a check's.")]
    public DbCommand Command(string text)
    {
        if (!_kept.TryGetValue(text, out SqliteCommand? command))
        {
            _kept[text] = command = _connection.CreateCommand();
            command.CommandText = text;
        }

        command.Parameters.Clear();
        command.Transaction = null;
        return command;
    }

    public List<T> Query<T>(string sql, Func<DbDataReader, T> map)
    {
        using DbDataReader reader = Command(sql).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            _refill.ForEach(Execute);
            Execute("COMMIT");
            s_free.Add(this);
        }
        catch (SqliteException)
        {
            // The seed was broken off within a step.
            _connection.Dispose();
        }
    }

    private void Execute(string sql) => Command(sql).ExecuteNonQuery();

    private static string MakeTemplate()
    {
        string folder = Directory.CreateTempSubdirectory("simulation-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        SqliteFile file = new(Path.Combine(folder, "template.db"));
        using (SqliteDialect dialect = new(file, NullLogger<SqliteDialect>.Instance))
        {
            dialect.Migrate();
        }

        using DbConnection connection = file.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO meta (name, value) VALUES ('store-epoch', '0123456789abcdef'), ('shadow-key', '00'); PRAGMA journal_mode = DELETE";
        command.ExecuteNonQuery();
        return file.Path;
    }
}
