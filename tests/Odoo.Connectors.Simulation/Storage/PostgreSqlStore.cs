using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Odoo.Connectors.PostgreSql;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Simulation.Storage;

/// <summary>A database of a cluster that waits for no disk. It is emptied and lent again when its seed ends.</summary>
internal sealed class PostgreSqlStore : IStore
{
    private const string Schema = "odoo_connectors";
    private static readonly Lazy<PostgreSqlCluster> s_cluster = new(PostgreSqlCluster.StartForgetful);
    private static readonly ConcurrentBag<PostgreSqlStore> s_free = [];
    private readonly PostgreSqlHubDataSource _source = new(s_cluster.Value.NewDatabase(), Schema);
    private readonly NpgsqlConnection _connection;
    private readonly string _refill;
    private long _now;

    private PostgreSqlStore()
    {
        Announcer announcer = new(_source);
        Dialect = new PostgreSqlDialect(
            _source, announcer, new Listener(_source, announcer, TimeProvider.System, NullLogger<Listener>.Instance), NullLogger<PostgreSqlDialect>.Instance);
        Dialect.Migrate();
        _connection = _source.Source.OpenConnection();
        Execute("INSERT INTO meta (name, value) VALUES ('store-epoch', '0123456789abcdef'), ('shadow-key', '00'); CREATE SCHEMA first");
        List<string> tables = Query($"SELECT table_name FROM information_schema.tables WHERE table_schema = '{Schema}' ORDER BY table_name", r => r.GetString(0));
        List<string> refill = [$"TRUNCATE {string.Join(", ", tables)} RESTART IDENTITY"];
        foreach (string table in tables.Where(t => Query($"SELECT COUNT(*) FROM {t}", r => r.GetInt64(0)).Single() > 0))
        {
            Execute($"CREATE TABLE first.{table} AS TABLE {table}");
            refill.Add($"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE first.{table}");
        }

        _refill = string.Join("; ", refill);
    }

    public StoreDialect Dialect { get; }

    public DbConnection Connection => _connection;

    public bool KeepsStatements => false;

    public string Now => "CAST(current_setting('world.now') AS BIGINT)";

    /// <summary>One that nobody uses.</summary>
    public static PostgreSqlStore Take() => s_free.TryTake(out PostgreSqlStore? free) ? free : new PostgreSqlStore();

    public void SetTime(long milliseconds)
    {
        if (_now != milliseconds)
        {
            _now = milliseconds;
            Execute(string.Create(CultureInfo.InvariantCulture, $"SET world.now = {milliseconds}"));
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The hub's own text, a planted bug's, or a check's.")]
    public DbCommand Command(string text) => new NpgsqlCommand(text, _connection);

    public List<T> Query<T>(string sql, Func<DbDataReader, T> map)
    {
        using DbCommand command = Command(sql);
        using DbDataReader reader = command.ExecuteReader();
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
            // Refused while a transaction is open: the seed was broken off within a step.
            using NpgsqlTransaction transaction = _connection.BeginTransaction();
            Execute(_refill);
            transaction.Commit();
            s_free.Add(this);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            _connection.Dispose();
            _source.Dispose();
        }
    }

    private void Execute(string sql)
    {
        using DbCommand command = Command(sql);
        command.ExecuteNonQuery();
    }
}
