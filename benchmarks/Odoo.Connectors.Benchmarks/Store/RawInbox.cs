using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The statements of the intake without the intake: one open connection, each statement prepared once.</summary>
internal sealed class RawInbox : IDisposable
{
    private const string Lane = "INSERT INTO lane (name) VALUES (@p0) ON CONFLICT (name) DO NOTHING";

    private const string Inbox =
        """
        INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, dedupe, occurred_at, received_at, payload, state, due_at, priority, rank, head, trace)
        SELECT @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, 0, @p9, @p11, @p12, 1, @p13
        WHERE NOT EXISTS (SELECT 1 FROM seen WHERE system = @p0 AND dedupe = @p7)
        ON CONFLICT (system, dedupe) WHERE dedupe IS NOT NULL DO NOTHING
        """;

    private const string Lend = "UPDATE inbox SET rank = @p2 WHERE lane = @p0 AND subject = @p1 AND state IN (0, 1, 3) AND rank > @p2";

    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON;";

    private readonly Func<DbConnection> _open;
    private readonly DbConnection _connection;
    private readonly DbCommand _lane;
    private readonly DbCommand _inbox;
    private readonly DbCommand _lend;

    private RawInbox(Func<DbConnection> open)
    {
        _open = open;
        _connection = open();
        _lane = Command(_connection, Lane, 1);
        _inbox = Command(_connection, Inbox, 14);
        _lend = Command(_connection, Lend, 3);
    }

    /// <summary>SQLite keeps what its commands compiled.</summary>
    public static RawInbox OnFile(string path) => new(() => Open(path));

    /// <summary>Npgsql prepares each statement at its first use.</summary>
    public static RawInbox OnServer(string connectionString) => new(() =>
    {
        NpgsqlConnection connection = new($"{connectionString};Search Path=odoo_connectors;Max Auto Prepare=20;Auto Prepare Min Usages=1");
        connection.Open();
        return connection;
    });

    /// <summary>Stores deliveries in one commit.</summary>
    public int Add(IReadOnlyList<Delivery> deliveries) => Add(_connection, _lane, _inbox, _lend, deliveries);

    /// <summary>The same with a pooled connection, the pragmas and fresh statements for every commit, as the store does it.</summary>
    public int AddAfresh(IReadOnlyList<Delivery> deliveries)
    {
        using DbConnection connection = _open();
        using DbCommand lane = Command(connection, Lane, 1);
        using DbCommand inbox = Command(connection, Inbox, 14);
        using DbCommand lend = Command(connection, Lend, 3);
        return Add(connection, lane, inbox, lend, deliveries);
    }

    public void Dispose()
    {
        _lane.Dispose();
        _inbox.Dispose();
        _lend.Dispose();
        _connection.Dispose();
    }

    private static int Add(DbConnection connection, DbCommand lane, DbCommand inbox, DbCommand lend, IReadOnlyList<Delivery> deliveries)
    {
        int stored = 0;
        using DbTransaction transaction = connection.BeginTransaction();
        lane.Transaction = inbox.Transaction = lend.Transaction = transaction;
        foreach (Delivery delivery in deliveries)
        {
            Bind(lane, delivery.Lane);
            lane.ExecuteNonQuery();
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            Bind(
                inbox, delivery.System, delivery.Kind, delivery.Lane, delivery.Subject.ToString(), delivery.Subject.System, delivery.Subject.Kind, delivery.Subject.Id,
                SHA256.HashData(Encoding.UTF8.GetBytes(delivery.DedupeKey!))[..16], delivery.OccurredAt.ToUnixTimeMilliseconds(),
                now, delivery.Payload.ToArray(), (long)delivery.Priority, now, DBNull.Value);
            if (inbox.ExecuteNonQuery() == 1)
            {
                stored++;
                Bind(lend, delivery.Lane, delivery.Subject.ToString(), now);
                lend.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return stored;
    }

    private static void Bind(DbCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private static DbCommand Command(DbConnection connection, string sql, int parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
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
