using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Odoo.Connectors.Tests.Shared;

/// <summary>
/// Databases that have the hub's tables, and in them what its scripts leave there. They are emptied and lent again: to make one takes longer than most tests, and
/// the scripts have tests of their own.
/// </summary>
[SuppressMessage("Security", "CA2100", Justification = "Tests write their own statements.")]
internal static class PostgreSqlDatabases
{
    private const string AllTables =
        "SELECT string_agg(table_schema || '.' || table_name, ' ' ORDER BY table_schema, table_name) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')";

    private const string OtherConnections = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private static readonly ConcurrentBag<string> s_free = [];
    private static readonly Lazy<Template> s_template = new(Template.Make);

    /// <summary>One that nobody uses.</summary>
    /// <returns>Its connection string.</returns>
    public static string Take() => s_free.TryTake(out string? free) ? free : PostgreSqlCluster.Shared.NewDatabase(like: s_template.Value.Database);

    /// <summary>Gives one back. It is lent again only where everybody has left it, with the tables that it came with.</summary>
    /// <param name="database">Its connection string.</param>
    public static void Return(string database)
    {
        using NpgsqlConnection connection = Open(database);
        for (int look = 0; (long)Ask(connection, OtherConnections)! > 0; look++)
        {
            if (look == 20)
            {
                return;
            }

            // Who has closed a connection is gone a moment later.
            new ManualResetEventSlim().Wait(5);
        }

        if ((string?)Ask(connection, AllTables) == s_template.Value.Tables)
        {
            Ask(connection, s_template.Value.Refill);
            s_free.Add(database);
        }
    }

    private static NpgsqlConnection Open(string database)
    {
        NpgsqlConnection connection = new($"{database};Pooling=false");
        connection.Open();
        return connection;
    }

    private static object? Ask(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }

    private sealed record Template(string Database, string Tables, string Refill)
    {
        public static Template Make()
        {
            string database = PostgreSqlCluster.Shared.NewDatabase();
            using (ServiceProvider services = new ServiceCollection().AddLogging().AddConnectorHub().UsePostgreSql($"{database};Pooling=false").Services.BuildServiceProvider())
            {
                services.GetRequiredService<Sync.StoreDialect>().Migrate();
            }

            using NpgsqlConnection connection = Open(database);
            string[] tables = ((string)Ask(connection, AllTables)!).Split(' ');
            List<string> refill = [];
            Ask(connection, "CREATE SCHEMA first");
            string[] filled = [.. tables.Where(t => (long)Ask(connection, $"SELECT COUNT(*) FROM {t}")! > 0)];
            foreach (string table in filled)
            {
                string first = $"first.{table.Split('.')[1]}";
                Ask(connection, $"CREATE TABLE {first} AS TABLE {table}");
                // Its numbers go on: some are taken.
                refill.Add($"DELETE FROM {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {first}");
            }

            return new Template(database, (string)Ask(connection, AllTables)!, $"TRUNCATE {string.Join(", ", tables.Except(filled))} RESTART IDENTITY; {string.Join("; ", refill)}");
        }
    }
}
