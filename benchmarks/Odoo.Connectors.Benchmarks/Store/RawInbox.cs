using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The intake's own command without the intake: one open connection, prepared once.</summary>
internal sealed class RawInbox : IDisposable
{
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;";

    private readonly Func<DbConnection> _open;
    private readonly DbConnection _connection;
    private readonly DbCommand _add;

    private RawInbox(Func<DbConnection> open)
    {
        _open = open;
        _connection = open();
        _add = Command(_connection);
    }

    /// <summary>SQLite keeps what its commands compiled.</summary>
    public static RawInbox OnFile(string path) => new(() => Open(path));

    /// <summary>Npgsql prepares each statement at its first use. The planner is told what the hub tells it.</summary>
    public static RawInbox OnServer(string connectionString) => new(() =>
    {
        NpgsqlConnection connection = new($"{connectionString};Search Path=odoo_connectors;Max Auto Prepare=20;Auto Prepare Min Usages=1;Options=-c enable_seqscan=off");
        connection.Open();
        return connection;
    });

    /// <summary>Stores deliveries in one commit.</summary>
    public int Add(IReadOnlyList<Delivery> deliveries) => Add(_connection, _add, deliveries);

    /// <summary>The same with a pooled connection, the pragmas and a fresh statement for every commit.</summary>
    public int AddAfresh(IReadOnlyList<Delivery> deliveries)
    {
        using DbConnection connection = _open();
        using DbCommand add = Command(connection);
        return Add(connection, add, deliveries);
    }

    public void Dispose()
    {
        _add.Dispose();
        _connection.Dispose();
    }

    private static int Add(DbConnection connection, DbCommand add, IReadOnlyList<Delivery> deliveries)
    {
        // A server makes one transaction of a command with several statements by itself.
        using DbTransaction? transaction = deliveries.Count == 1 && connection is NpgsqlConnection ? null : connection.BeginTransaction();
        add.Transaction = transaction;
        int stored = 0;
        foreach (Delivery delivery in deliveries)
        {
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            Bind(
                add, delivery.System, delivery.Kind, delivery.Lane, delivery.Subject.ToString(), delivery.Subject.System, delivery.Subject.Kind, delivery.Subject.Id,
                SHA256.HashData(Encoding.UTF8.GetBytes(delivery.DedupeKey!))[..16], delivery.OccurredAt.ToUnixTimeMilliseconds(),
                now, delivery.Payload.ToArray(), (long)delivery.Priority, now, DBNull.Value);
            stored += add.ExecuteScalar() is null ? 0 : 1;
        }

        transaction?.Commit();
        return stored;
    }

    private static void Bind(DbCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private static DbCommand Command(DbConnection connection)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = InboxTable.AddText(DeliveryPriority.Realtime);
        for (int i = 0; i < 14; i++)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"@p{i}"), DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        return connection;
    }
}
