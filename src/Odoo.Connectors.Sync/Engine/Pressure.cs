using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Whether there is more to do than may be taken in. Looked at once a second.</summary>
internal sealed class Pressure(HubStore store, IOptions<HubOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _counted;
    private long _open = -1;

    /// <summary>How long a sender that was turned away should wait.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the open deliveries are at a share of <see cref="HubOptions.MaxOpenEvents"/>.</summary>
    public async Task<bool> IsOverAsync(double share, CancellationToken cancellationToken)
    {
        int limit = options.Value.MaxOpenEvents;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_open < 0 || clock.GetElapsedTime(_counted) > Fresh)
            {
                _open = await store.ReadAsync(t => t.Inbox.CountOpenAsync(limit, cancellationToken), cancellationToken).ConfigureAwait(false);
                _counted = clock.GetTimestamp();
            }

            return _open >= limit * share;
        }
        finally
        {
            _turn.Release();
        }
    }
}
