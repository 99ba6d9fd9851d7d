using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>What differs between the relational stores. The SQL itself is written once.</summary>
internal abstract class StoreDialect
{
    /// <summary>An SQL expression: the store's clock as milliseconds since 1970, UTC.</summary>
    public abstract string NowMilliseconds { get; }

    /// <summary>Brings the schema up to date; may be called again at any time.</summary>
    /// <exception cref="NewerStoreException">A later version of the program had the store.</exception>
    public abstract void Migrate();

    /// <summary>Whether <see cref="Migrate"/> would change nothing.</summary>
    public virtual bool IsCurrent() => true;

    /// <summary>
    /// Serialises writers of this process before they begin; a store whose server does that better answers at once.
    /// </summary>
    public abstract ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection, or takes one that was given back.</summary>
    public abstract ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a step: serialisable, so that what it read cannot have changed when it commits.</summary>
    public abstract ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that only adds rows that nobody's decision may depend on the absence of.</summary>
    public virtual ValueTask<DbTransaction> BeginAppendAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginStepAsync(connection, cancellationToken);

    /// <summary>A statement that keeps deliveries from being added until its transaction ends; null where every step does.</summary>
    public virtual string? CloseInbox => null;

    /// <summary>Whether a command of several statements is a transaction by itself: beginning and committing one costs its own ways to the server.</summary>
    public virtual bool CommandsAreTransactions => false;

    /// <summary>Whether a statement takes many rows as arrays, one for each column.</summary>
    public virtual bool TakesColumns => false;

    /// <summary>
    /// Runs a statement for row after row where that is faster below the provider; the parameters are numbered as they stand in the text. The
    /// second number that is told of a row is how many rows of the store it changed. The default does not.
    /// </summary>
    public virtual bool TryRunEach(DbConnection connection, string text, IReadOnlyList<Column> columns, Action<int, int>? counted) => false;

    /// <summary>The end of a query that locks the rows of a table until its transaction ends; empty where a step has the store to itself.</summary>
    public virtual string LockRows(string table) => "";

    /// <summary>Begins a transaction that only reads: one snapshot, in nobody's way.</summary>
    public abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether the store gave up a transaction for another one's sake: nothing of it was committed, and it may run again.</summary>
    public abstract bool IsConflict(Exception exception);

    /// <summary>What the store's failure means to who called; null when the exception is none of the store's. No message holds a secret.</summary>
    public abstract ConnectorException? Explain(Exception exception);

    /// <summary>Tells the other nodes that there is work. Only a hint: failing is not an error, and nobody waits for it.</summary>
    public virtual void Announce()
    {
    }

    /// <summary>Calls back for every announcement of another node until cancelled; ends at once where the store carries none.</summary>
    public virtual Task ListenAsync(Action announced, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Overwrites what was erased where the store can do that itself. The default is nothing: a server's operator vacuums, and lets
    /// old write-ahead logs and backups run out.
    /// </summary>
    public virtual Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;
}
