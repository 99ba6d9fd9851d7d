using System.Data;
using System.Data.Common;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Sqlite;

/// <summary>SQLite's words, and the one writer's turn inside this process: waiting for it must not block a thread.</summary>
internal sealed partial class SqliteDialect(SqliteHubDataSource dataSource, ILogger<SqliteDialect> logger) : StoreDialect
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override string NowMilliseconds => "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

    public override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    // A deferred transaction reads one snapshot of the write-ahead log; writers go on meanwhile.
    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    // Writers wait for each other before they begin, so that none has to be given up.
    public override bool IsConflict(Exception exception) => false;

    // Free space in pages and the write-ahead log hold what was erased: the file is written anew and the log emptied.
    public override async Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "VACUUM";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            if ((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! != 0)
            {
                throw new ConnectorException(
                    ErrorKind.Transient, "It is erased, but somebody reads the store and the write-ahead log could not be emptied; erase once more.");
            }
        }
    }

    /// <summary>
    /// Runs the scripts that did not run yet, in the order of their names. Two processes that start at once take turns by
    /// an exclusive file beside the database: DbUp reads its journal before it locks anything.
    /// </summary>
    public override void Migrate()
    {
        using FileStream? door = MigrationDoor.Open(dataSource.ConnectionString);
        using DbConnection connection = dataSource.OpenConnection();
        DatabaseUpgradeResult result = DeployChanges.To
            .SqliteDatabase(dataSource.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteDialect).Assembly)
            .WithTransactionPerScript()
            .LogTo(new NoLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"The SQLite store could not be brought up to date (script {result.ErrorScript?.Name}); check that the file is writable and not of a newer version.",
                result.Error);
        }

        foreach (SqlScript script in result.Scripts)
        {
            LogMigrated(logger, script.Name);
        }
    }

    [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Store script {Script} was run.")]
    private static partial void LogMigrated(ILogger logger, string script);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private sealed class NoLog : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args)
        {
        }

        public void LogDebug(string format, params object[] args)
        {
        }

        public void LogInformation(string format, params object[] args)
        {
        }

        public void LogWarning(string format, params object[] args)
        {
        }

        public void LogError(string format, params object[] args)
        {
        }

        public void LogError(Exception ex, string format, params object[] args)
        {
        }
    }
}
