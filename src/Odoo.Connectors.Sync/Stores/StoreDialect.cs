using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>What differs between the relational stores. The SQL itself is written once.</summary>
internal abstract class StoreDialect
{
    /// <summary>An SQL expression: the store's clock as milliseconds since 1970, UTC.</summary>
    public abstract string NowMilliseconds { get; }

    /// <summary>Brings the schema up to date; may be called again at any time.</summary>
    public abstract void Migrate();

    /// <summary>
    /// Serialises writers of this process before they begin; a store whose server does that better answers at once.
    /// </summary>
    public abstract ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a step: serialisable, so that what it read cannot have changed when it commits.</summary>
    public abstract ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that only reads: one snapshot, in nobody's way.</summary>
    public abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether the store gave up a transaction for another one's sake: nothing of it was committed, and it may run again.</summary>
    public abstract bool IsConflict(Exception exception);

    /// <summary>
    /// Overwrites what was erased where the store can do that itself. The default is nothing: a server's operator vacuums, and lets
    /// old write-ahead logs and backups run out.
    /// </summary>
    public virtual Task ScrubAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;
}
