using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Odoo.Connectors.Sqlite;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A copy of a file that was migrated once.</summary>
internal sealed class SqliteStore : IStore
{
    private static readonly string s_folder = MakeFolder();
    private static readonly Lazy<byte[]> s_template = new(MakeTemplate);
    private static int s_copies;
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private Func<long>? _now;

    public SqliteStore()
    {
        _path = Path.Combine(s_folder, $"seed-{Interlocked.Increment(ref s_copies)}.db");
        File.WriteAllBytes(_path, s_template.Value);
        SqliteFile file = new(_path);
        Dialect = new SqliteDialect(file, NullLogger<SqliteDialect>.Instance);
        _connection = file.Open();
        _connection.CreateFunction("world_now", () => _now!());
    }

    public StoreDialect Dialect { get; }

    public DbConnection Connection => _connection;

    public bool KeepsStatements => true;

    // A function, so that a statement is the same text at any time and stays prepared.
    public string Now(Func<long> milliseconds)
    {
        _now = milliseconds;
        return "world_now()";
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constants of the checks.")]
    public List<T> Query<T>(string sql, Func<DbDataReader, T> map)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        _connection.Dispose();
        foreach (string end in (string[])["", "-wal", "-shm"])
        {
            File.Delete(_path + end);
        }
    }

    private static string MakeFolder()
    {
        string root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string folder = Directory.CreateDirectory(Path.Combine(root, $"simulation-{Environment.ProcessId}")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static byte[] MakeTemplate()
    {
        string path = Path.Combine(s_folder, "template.db");
        SqliteFile file = new(path);
        using (SqliteDialect dialect = new(file, NullLogger<SqliteDialect>.Instance))
        {
            dialect.Migrate();
        }

        using (DbConnection connection = file.Open())
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = "INSERT INTO meta (name, value) VALUES ('store-epoch', '0123456789abcdef'), ('shadow-key', '00'); PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        return File.ReadAllBytes(path);
    }
}
