using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>
/// This process as a node of the store: its epoch is the fence of everything it commits. A process that starts takes its
/// name over from the one that had it; the loser stands by for as long as the other lives, so that the two do not fence
/// each other in turns.
/// </summary>
internal sealed partial class HubNode(HubStore store, IOptions<HubOptions> options, TimeProvider clock, ILogger<HubNode> logger)
{
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _epoch;
    private long _renewed;
    private bool _standsBy;
    private bool _doubted;

    public long Epoch => _epoch;

    /// <summary>Whether the lease, counted from before its last renewal, still lasts: checked right before bytes leave.</summary>
    public bool LeaseLasts => !_standsBy && clock.GetElapsedTime(_renewed) < options.Value.Lease;

    /// <summary>Registers, or renews when half the heartbeat has passed.</summary>
    /// <returns>False when another process runs under this name: nothing may be begun.</returns>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_epoch != 0 && !_doubted && clock.GetElapsedTime(_renewed) < options.Value.Heartbeat / 2)
            {
                return !_standsBy;
            }

            long started = clock.GetTimestamp();
            long? epoch = await store.RunAsync(t => LeaseAsync(t, cancellationToken), cancellationToken).ConfigureAwait(false);
            (_renewed, _doubted) = (started, false);
            if (epoch is null && !_standsBy)
            {
                LogTaken(logger, options.Value.NodeName);
            }

            _standsBy = epoch is null;
            _epoch = epoch ?? _epoch;
            return !_standsBy;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A step was fenced off: the lease is looked at before the next one, however fresh it seems.</summary>
    public void Doubt() => _doubted = true;

    /// <summary>Gives everything up, so that others need not wait for the lease to end.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_epoch != 0)
        {
            await store.RunAsync(t => t.Nodes.LeaveAsync(_epoch, cancellationToken), cancellationToken).ConfigureAwait(false);
            _epoch = 0;
        }
    }

    /// <summary>The epoch that this process works under; null when its name was taken by one that lives.</summary>
    private async Task<long?> LeaseAsync(HubTransaction transaction, CancellationToken cancellationToken)
    {
        HubOptions node = options.Value;
        return _epoch != 0 && await transaction.Nodes.RenewAsync(_epoch, node.Lease, cancellationToken).ConfigureAwait(false)
            ? _epoch
            : _epoch != 0 && await transaction.Nodes.IsTakenAsync(node.NodeName, _instance, cancellationToken).ConfigureAwait(false)
                ? null
                : await transaction.Nodes.RegisterAsync(node.NodeName, _instance, node.Lease, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1450, Level = LogLevel.Error, Message = "Another process runs under the node name {Node}: this one stands by until that one ends. Give each process a Hub:NodeName of its own.")]
    private static partial void LogTaken(ILogger logger, string node);
}
