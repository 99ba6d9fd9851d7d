using DbUp.Engine;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.PostgreSql;

/// <summary>Brings the schema up to date, one process at a time.</summary>
internal static partial class Migrator
{
    private const int MostSeconds = 600;

    public static void Run(PostgreSqlHubDataSource dataSource, ILogger logger)
    {
        using NpgsqlConnection turn = dataSource.Apart.OpenConnection();
        Execute(turn, "SELECT pg_advisory_lock(hashtextextended($1, 0))", dataSource.Schema);
        try
        {
            Upgrade(dataSource, logger);
        }
        finally
        {
            Execute(turn, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", dataSource.Schema);
        }
    }

    private static void Upgrade(PostgreSqlHubDataSource dataSource, ILogger logger)
    {
        UpgradeEngine engine = Engine(dataSource);
        string[] unknown = [.. engine.GetExecutedButNotDiscoveredScripts()];
        if (unknown.Length > 0)
        {
            throw new NewerStoreException($"schema {dataSource.Schema}", unknown);
        }

        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw Failures.Explain(result.Error) is { Kind: ErrorKind.Transient } passing ? passing : new ConnectorException(
                ErrorKind.Configuration,
                $"The store (schema {dataSource.Schema}) could not be brought up to date (script {result.ErrorScript?.Name}); check that the role may create its schema and tables.",
                result.Error);
        }

        foreach (SqlScript script in result.Scripts)
        {
            LogMigrated(logger, script.Name, dataSource.Schema);
        }
    }

    /// <summary>Whether all scripts, and no others, were run.</summary>
    public static bool IsCurrent(PostgreSqlHubDataSource dataSource)
    {
        UpgradeEngine engine = Engine(dataSource);
        return !engine.IsUpgradeRequired() && engine.GetExecutedButNotDiscoveredScripts().Count == 0;
    }

    private static UpgradeEngine Engine(PostgreSqlHubDataSource dataSource) => PostgresqlExtensions
        .PostgresqlDatabase(new PostgresqlConnectionManager(dataSource.Apart), dataSource.Schema)
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly)
        .WithVariablesDisabled()
        .WithTransactionPerScript()
        .LogToNowhere()
        .Build();

    private static void Execute(NpgsqlConnection connection, string sql, string schema)
    {
        using NpgsqlCommand command = new(sql, connection) { CommandTimeout = MostSeconds, Parameters = { new() { Value = $"odoo-connectors/{schema}" } } };
        command.ExecuteNonQuery();
    }

    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "Store script {Script} was run in schema {Schema}.")]
    private static partial void LogMigrated(ILogger logger, string script, string schema);
}
