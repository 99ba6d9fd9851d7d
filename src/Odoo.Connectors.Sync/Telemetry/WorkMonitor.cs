using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The last snapshot of what is open, shared by gauges and health checks so that the store is asked once for all.</summary>
internal sealed class WorkMonitor(HubStore store, TimeProvider clock, IOptions<ConnectorHealthOptions> options)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile WorkSnapshot? _latest;
    private long _cost;

    /// <summary>What was seen last; null when the store could not be read, or nobody wanted to know.</summary>
    public WorkSnapshot? Latest => _latest;

    /// <summary>For how long the last look kept the store busy. Not counted is what came before: bringing the schema up to date, the way to a server that is away.</summary>
    public TimeSpan Cost => TimeSpan.FromTicks(Interlocked.Read(ref _cost));

    /// <summary>A snapshot that is at most a sampling interval old.</summary>
    public async Task<WorkSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            return _latest is WorkSnapshot latest && now - latest.TakenAt < options.Value.SampleInterval
                ? latest
                : await TakeAsync(now, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>No numbers are better than old ones.</summary>
    public void Forget() => _latest = null;

    private async Task<WorkSnapshot> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Forget();
        Interlocked.Exchange(ref _cost, 0);
        WorkSnapshot taken = await store.ReadAsync(t => LookAsync(t, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        _latest = taken;
        return taken;
    }

    private async Task<WorkSnapshot> LookAsync(HubTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        try
        {
            return await transaction.Work.SnapshotAsync(now, options.Value.Overdue, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Exchange(ref _cost, clock.GetElapsedTime(started).Ticks);
        }
    }
}
