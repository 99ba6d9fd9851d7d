using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>The statements of the intake without the intake: one open connection, each statement prepared once.</summary>
internal sealed class RawInbox : IDisposable
{
    private const string Lane = "INSERT INTO lane (name) VALUES (@p0) ON CONFLICT (name) DO NOTHING";

    private const string Inbox =
        """
        INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, dedupe, occurred_at, received_at, payload, state, due_at)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, 0, @p9)
        ON CONFLICT (system, dedupe) WHERE dedupe IS NOT NULL DO NOTHING
        """;

    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = ON;";

    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _lane;
    private readonly SqliteCommand _inbox;

    public RawInbox(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString();
        _connection = Open();
        _lane = Command(_connection, Lane, 1);
        _inbox = Command(_connection, Inbox, 11);
        _lane.Prepare();
        _inbox.Prepare();
    }

    /// <summary>Stores deliveries in one commit.</summary>
    public int Add(IReadOnlyList<Delivery> deliveries) => Add(_connection, _lane, _inbox, deliveries);

    /// <summary>The same with a pooled connection, the pragmas and fresh statements for every commit, as the store does it.</summary>
    public int AddAfresh(IReadOnlyList<Delivery> deliveries)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand lane = Command(connection, Lane, 1);
        using SqliteCommand inbox = Command(connection, Inbox, 11);
        return Add(connection, lane, inbox, deliveries);
    }

    public void Dispose()
    {
        _lane.Dispose();
        _inbox.Dispose();
        _connection.Dispose();
    }

    private static int Add(SqliteConnection connection, SqliteCommand lane, SqliteCommand inbox, IReadOnlyList<Delivery> deliveries)
    {
        int stored = 0;
        using SqliteTransaction transaction = connection.BeginTransaction();
        lane.Transaction = transaction;
        inbox.Transaction = transaction;
        foreach (Delivery delivery in deliveries)
        {
            lane.Parameters[0].Value = delivery.Lane;
            lane.ExecuteNonQuery();
            Bind(
                inbox, delivery.System, delivery.Kind, delivery.Lane, delivery.Subject.ToString(), delivery.Subject.System, delivery.Subject.Kind, delivery.Subject.Id,
                SHA256.HashData(Encoding.UTF8.GetBytes(delivery.DedupeKey!))[..16], delivery.OccurredAt.ToUnixTimeMilliseconds(),
                TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), delivery.Payload.ToArray());
            stored += inbox.ExecuteNonQuery();
        }

        transaction.Commit();
        return stored;
    }

    private static void Bind(SqliteCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}"), Value = DBNull.Value });
        }

        return command;
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        return connection;
    }
}
