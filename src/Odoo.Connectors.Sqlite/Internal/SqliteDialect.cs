using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Sqlite;

/// <summary>SQLite's words, and the one writer's turn inside this process: waiting for it must not block a thread.</summary>
internal sealed partial class SqliteDialect(SqliteFile file, ILogger<SqliteDialect> logger) : StoreDialect, IDisposable
{
    // SQLite's primary result codes.
    private const int NoPermission = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, TooBig = 18, Constraint = 19, Mismatch = 20, NotADatabase = 26;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentBag<StoreConnection> _free = [];
    private volatile bool _disposed;

    public override string NowMilliseconds => "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

    public override async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    public override ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_free.TryTake(out StoreConnection? connection) ? connection : new StoreConnection(file.Open(), GiveBack));
    }

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    // A deferred transaction reads one snapshot of the write-ahead log; writers go on meanwhile.
    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    // Writers wait for each other before they begin, so that none has to be given up.
    public override bool IsConflict(Exception exception) => false;

    public override bool TryRunEach(DbConnection connection, string text, IReadOnlyList<Column> columns, Action<int, int>? counted)
    {
        SqliteRows.Run((SqliteConnection)connection, text, columns, counted);
        return true;
    }

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

    public override ConnectorException? Explain(Exception exception) => exception is not SqliteException failure
        ? null
        : failure.SqliteErrorCode switch
        {
            Busy or Locked => Failed(ErrorKind.Transient, "is held by another process; try again", failure),
            InputOutput or CannotOpen => Failed(ErrorKind.Transient, "cannot be read or written; check its disk", failure),
            Full => Failed(ErrorKind.Transient, "has no room left; free space on its disk", failure),
            ReadOnly or NoPermission => Failed(ErrorKind.Permission, "may not be written; give this process the right to write the file and its folder", failure),
            Corrupt or NotADatabase => Failed(ErrorKind.Configuration, "is no intact SQLite file; restore it from a backup", failure),
            TooBig or Constraint or Mismatch => Failed(ErrorKind.Validation, "does not take a value; the log has the details", failure),
            _ => Failed(ErrorKind.Protocol, "refused a statement; the log has the details", failure),
        };

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out StoreConnection? connection))
        {
            connection.Dispose();
        }
    }

    /// <summary>
    /// Runs the scripts that did not run yet, in the order of their names. Two processes that start at once take turns by
    /// an exclusive file beside the database: DbUp reads its journal before it locks anything.
    /// </summary>
    public override void Migrate()
    {
        using FileStream? door = MigrationDoor.Open(file.Path);
        using SqliteConnection connection = file.Open();
        UpgradeEngine engine = Engine(connection);
        string[] unknown = [.. engine.GetExecutedButNotDiscoveredScripts()];
        if (unknown.Length > 0)
        {
            throw new NewerStoreException(file.Path, unknown);
        }

        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"The SQLite store could not be brought up to date (script {result.ErrorScript?.Name}); check that the file is writable.",
                result.Error);
        }

        foreach (SqlScript script in result.Scripts)
        {
            LogMigrated(logger, script.Name);
        }
    }

    public override bool IsCurrent()
    {
        using SqliteConnection connection = file.Open();
        UpgradeEngine engine = Engine(connection);
        return !engine.IsUpgradeRequired() && engine.GetExecutedButNotDiscoveredScripts().Count == 0;
    }

    private static UpgradeEngine Engine(SqliteConnection connection) => DeployChanges.To
        .SqliteDatabase(connection.ConnectionString)
        .WithScriptsEmbeddedInAssembly(typeof(SqliteDialect).Assembly)
        .WithTransactionPerScript()
        .LogToNowhere()
        .Build();

    private void GiveBack(StoreConnection connection)
    {
        _free.Add(connection);
        if (_disposed)
        {
            Dispose();
        }
    }

    private ConnectorException Failed(ErrorKind kind, string what, SqliteException failure) => new(kind, $"The store {file.Path} {what}.", failure);

    [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Store script {Script} was run.")]
    private static partial void LogMigrated(ILogger logger, string script);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
