using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.PostgreSql;

/// <summary>PostgreSQL's words. Steps run side by side; the server gives one up where they would not be as if one after the other.</summary>
internal sealed class PostgreSqlDialect(PostgreSqlHubDataSource dataSource, Announcer announcer, Listener listener, ILogger<PostgreSqlDialect> logger)
    : StoreDialect
{
    // The time of the statement, not of the transaction's begin: a fence must see that the lease ended meanwhile.
    public override string NowMilliseconds => "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT)";

    public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    // Npgsql keeps the pool, and prepares what is used often in each of its connections.
    public override async ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken) =>
        new(await dataSource.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), giveBack: null);

    public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    // Under a serialisable transaction two nodes that receive one delivery would give each other up; here the second waits and finds it.
    public override ValueTask<DbTransaction> BeginAppendAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override string CloseInbox => "LOCK TABLE inbox IN SHARE ROW EXCLUSIVE MODE";

    public override bool CommandsAreTransactions => true;

    public override bool TakesColumns => true;

    public override string LockRows(string table) => $" FOR UPDATE OF {table}";

    public override async ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "SET TRANSACTION READ ONLY";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return transaction;
        }
    }

    // Of two steps that add the same row at once, the index may refuse the second before the server sees that they conflict: the
    // step runs again and finds the row. One that is refused whenever it runs is at fault itself, and is told so in the end.
    public override bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation,
    };

    public override ConnectorException? Explain(Exception exception) => Failures.Explain(exception);

    public override void Migrate() => Migrator.Run(dataSource, logger);

    public override bool IsCurrent() => Migrator.IsCurrent(dataSource);

    public override void Announce() => announcer.Announce();

    public override Task ListenAsync(Action announced, CancellationToken cancellationToken) => listener.ListenAsync(announced, cancellationToken);
}
