using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// The least that could be done with the same events: each a row of a table with its id as the key, by one prepared INSERT that passes over ids
/// it knows, all in one transaction. No totals, no corrections, no commit before the end.
/// </summary>
internal static class PlainUsage
{
    private const string Table = "CREATE TABLE plain_usage (id TEXT PRIMARY KEY, subscription TEXT NOT NULL, meter TEXT NOT NULL, quantity TEXT NOT NULL, at BIGINT NOT NULL)";
    private const string Insert = "INSERT INTO plain_usage (id, subscription, meter, quantity, at) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (id) DO NOTHING";

    /// <summary>Rows in a second, into a file on the same disk with the hub's own pragmas.</summary>
    public static double OnFile(string path, MadeUsage usage)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;");
        return Measure(connection, usage);
    }

    /// <summary>Rows in a second, into another database of the same server.</summary>
    public static double OnServer(string connectionString, MadeUsage usage)
    {
        using NpgsqlConnection connection = new(connectionString);
        connection.Open();
        return Measure(connection, usage);
    }

    private static double Measure(DbConnection connection, MadeUsage usage)
    {
        Execute(connection, Table);
        using DbTransaction transaction = connection.BeginTransaction();
        using DbCommand insert = connection.CreateCommand();
        (insert.CommandText, insert.Transaction) = (Insert, transaction);
        for (int i = 0; i < 5; i++)
        {
            DbParameter parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"@p{i}"), i == 4 ? 0L : "");
            insert.Parameters.Add(parameter);
        }

        insert.Prepare();
        TimeSpan took = TimeSpan.Zero;
        foreach (UsageEvent[] some in usage.Stream(0, 1).Chunk(10_000))
        {
            long started = Stopwatch.GetTimestamp();
            foreach (UsageEvent one in some)
            {
                object[] values = [one.Id, one.Subscription.Id, one.Meter, one.Quantity.ToString(CultureInfo.InvariantCulture), one.At.ToUnixTimeMilliseconds()];
                for (int i = 0; i < values.Length; i++)
                {
                    insert.Parameters[i].Value = values[i];
                }

                insert.ExecuteNonQuery();
            }

            took += Stopwatch.GetElapsedTime(started);
        }

        long last = Stopwatch.GetTimestamp();
        transaction.Commit();
        return usage.Count / (took + Stopwatch.GetElapsedTime(last)).TotalSeconds;
    }

    private static void Execute(DbConnection connection, string text)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
