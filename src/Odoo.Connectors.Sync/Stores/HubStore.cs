using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The hub's one database. Every step is one serialisable transaction: what a decision read cannot have changed when it commits.
/// </summary>
internal sealed class HubStore(StoreDialect dialect, TimeProvider clock, Random random, HubTelemetry? telemetry = null, StoreVisit? visit = null)
{
    private const int MostConflicts = 50;
    private const int ConflictsAtOnce = 3;
    private const int LongestPause = 64;
    private readonly HubTelemetry _telemetry = telemetry ?? new HubTelemetry();
    private readonly Lock _once = new();
    private volatile bool _migrated;

    /// <summary>
    /// Runs a step and commits it. A step that the store gave up for another one's sake runs again from its start, so it must
    /// change nothing but the store.
    /// </summary>
    /// <returns>What the step returned.</returns>
    /// <exception cref="ConnectorException">The store failed; nothing was committed, or it cannot tell.</exception>
    public Task<T> RunAsync<T>(Func<HubTransaction, Task<T>> step, CancellationToken cancellationToken) =>
        CommitAsync(dialect.BeginStepAsync, step, cancellationToken);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<HubTransaction, Task> step, CancellationToken cancellationToken) =>
        RunAsync(
            async transaction =>
            {
                await step(transaction).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Runs and commits a step that only adds deliveries and their lanes. It needs no serialisable transaction: rows that are
    /// there already are left alone, and a delivery that others do not see yet has not come yet for them.
    /// </summary>
    /// <returns>What the step returned.</returns>
    /// <param name="step">What it does.</param>
    /// <param name="isOne">Whether it runs one command only, which then needs no transaction around it where the store makes one of it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task<T> AppendAsync<T>(Func<HubTransaction, Task<T>> step, bool isOne, CancellationToken cancellationToken) =>
        CommitAsync(isOne && dialect.CommandsAreTransactions ? null : dialect.BeginAppendAsync, step, cancellationToken);

    /// <summary>Reads one snapshot. Nothing is committed.</summary>
    /// <returns>What was read.</returns>
    public async Task<T> ReadAsync<T>(Func<HubTransaction, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            HubTransaction transaction = await OpenAsync(null, dialect.BeginReadAsync, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                return await read(transaction).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (dialect.Explain(e) is ConnectorException explained)
        {
            throw explained;
        }
    }

    /// <summary>Begins a step that the caller commits. Prefer <see cref="RunAsync{T}"/>, which repeats it after a conflict.</summary>
    public Task<HubTransaction> BeginAsync(CancellationToken cancellationToken) => BeginAsync(dialect.BeginStepAsync, cancellationToken);

    /// <summary>Tells the other nodes that there is work.</summary>
    public void Announce() => dialect.Announce();

    /// <summary>Calls back whenever another node announced work, until cancelled.</summary>
    public Task ListenAsync(Action announced, CancellationToken cancellationToken) => dialect.ListenAsync(announced, cancellationToken);

    /// <inheritdoc cref="StoreDialect.ScrubAsync"/>
    public async Task ScrubAsync(CancellationToken cancellationToken)
    {
        using IDisposable? turn = await dialect.EnterAsync(cancellationToken).ConfigureAwait(false);
        using StoreConnection connection = await dialect.OpenAsync(cancellationToken).ConfigureAwait(false);
        await dialect.ScrubAsync(connection.Connection, cancellationToken).ConfigureAwait(false);
    }

    public void Migrate()
    {
        if (_migrated)
        {
            return;
        }

        lock (_once)
        {
            if (!_migrated)
            {
                if (visit is null)
                {
                    dialect.Migrate();
                }
                else if (!dialect.IsCurrent())
                {
                    throw new ConnectorException(
                        ErrorKind.Configuration, "The store is not of this program's version; use the tool of the host's version, or start the host of this one first.");
                }

                _migrated = true;
            }
        }
    }

    private async Task<T> CommitAsync<T>(
        Func<DbConnection, CancellationToken, ValueTask<DbTransaction>>? begin, Func<HubTransaction, Task<T>> step, CancellationToken cancellationToken)
    {
        for (int conflicts = 0; ; conflicts++)
        {
            await PauseAsync(conflicts, cancellationToken).ConfigureAwait(false);
            bool erases;
            T result;
            try
            {
                HubTransaction transaction = await BeginAsync(begin, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    result = await step(transaction).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    erases = transaction.Erases;
                }
            }
            catch (Exception e) when (conflicts < MostConflicts && dialect.IsConflict(e))
            {
                // The other transaction has committed: the step finds what it left.
                _telemetry.Conflicts.Add(1);
                continue;
            }
            catch (Exception e) when (dialect.Explain(e) is ConnectorException explained)
            {
                throw explained;
            }

            if (erases)
            {
                await TryScrubAsync(cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
    }

    /// <summary>What is committed is erased for all who ask the store; that somebody reads it just now must not fail the step that did it.</summary>
    private async Task TryScrubAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ScrubAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException)
        {
            // The next one empties the files of this one too.
        }
    }

    /// <summary>Those that meet again and again step aside for different times.</summary>
    private Task PauseAsync(int conflicts, CancellationToken cancellationToken) =>
        conflicts <= ConflictsAtOnce
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next(Math.Min(1 << Math.Min(conflicts - ConflictsAtOnce, 16), LongestPause))), clock, cancellationToken);

    private async Task<HubTransaction> BeginAsync(
        Func<DbConnection, CancellationToken, ValueTask<DbTransaction>>? begin, CancellationToken cancellationToken)
    {
        IDisposable? turn = await dialect.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await OpenAsync(turn, begin, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HubTransaction> OpenAsync(
        IDisposable? turn, Func<DbConnection, CancellationToken, ValueTask<DbTransaction>>? begin, CancellationToken cancellationToken)
    {
        StoreConnection? connection = null;
        try
        {
            Migrate();
            connection = await dialect.OpenAsync(cancellationToken).ConfigureAwait(false);
            DbTransaction? transaction = begin is null ? null : await begin(connection.Connection, cancellationToken).ConfigureAwait(false);
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
