using System.Data;
using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The hub's one database. Every step is one serialisable transaction: what a decision read cannot have changed when it commits.
/// </summary>
internal sealed class HubStore(DbDataSource dataSource, StoreDialect dialect)
{
    private readonly Lock _once = new();
    private bool _migrated;

    public async Task<HubTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        Migrate();
        IDisposable? turn = await dialect.EnterAsync(cancellationToken).ConfigureAwait(false);
        DbConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken).ConfigureAwait(false);
            return new HubTransaction(connection, transaction, dialect, turn);
        }
        catch
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            turn?.Dispose();
            throw;
        }
    }

    public void Migrate()
    {
        lock (_once)
        {
            if (!_migrated)
            {
                dialect.Migrate();
                _migrated = true;
            }
        }
    }
}
