using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The hub's one database. Every step is one serialisable transaction: what a decision read cannot have changed when it commits.
/// </summary>
internal sealed class HubStore(DbDataSource dataSource, StoreDialect dialect, HubTelemetry? telemetry = null)
{
    private const int MostConflicts = 50;
    private readonly HubTelemetry _telemetry = telemetry ?? new HubTelemetry();
    private readonly Lock _once = new();
    private bool _migrated;

    /// <summary>
    /// Runs a step and commits it. A step that the store gave up for another one's sake runs again from its start, so it must
    /// change nothing but the store.
    /// </summary>
    /// <returns>What the step returned.</returns>
    public async Task<T> RunAsync<T>(Func<HubTransaction, Task<T>> step, CancellationToken cancellationToken)
    {
        for (int conflicts = 0; ; conflicts++)
        {
            try
            {
                HubTransaction transaction = await BeginAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    T result = await step(transaction).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return result;
                }
            }
            catch (Exception e) when (conflicts < MostConflicts && dialect.IsConflict(e))
            {
                // The other transaction has committed: the step finds what it left.
                _telemetry.Conflicts.Add(1);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<HubTransaction, Task> step, CancellationToken cancellationToken) =>
        RunAsync(
            async transaction =>
            {
                await step(transaction).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Reads one snapshot. Nothing is committed.</summary>
    /// <returns>What was read.</returns>
    public async Task<T> ReadAsync<T>(Func<HubTransaction, Task<T>> read, CancellationToken cancellationToken)
    {
        Migrate();
        HubTransaction transaction = await OpenAsync(null, dialect.BeginReadAsync, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            return await read(transaction).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a step that the caller commits. Prefer <see cref="RunAsync{T}"/>, which repeats it after a conflict.</summary>
    public async Task<HubTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        Migrate();
        IDisposable? turn = await dialect.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await OpenAsync(turn, dialect.BeginStepAsync, cancellationToken).ConfigureAwait(false);
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

    private async Task<HubTransaction> OpenAsync(
        IDisposable? turn, Func<DbConnection, CancellationToken, ValueTask<DbTransaction>> begin, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            DbTransaction transaction = await begin(connection, cancellationToken).ConfigureAwait(false);
            return new HubTransaction(connection, transaction, dialect, turn, new StepNotes(_telemetry));
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
}
