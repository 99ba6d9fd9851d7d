using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>This process as a node of the store: its epoch is the fence of everything it commits.</summary>
internal sealed class HubNode(HubStore store, IOptions<HubOptions> options, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _epoch;
    private long _renewed;

    public long Epoch => _epoch;

    /// <summary>Whether the lease, counted from before its last renewal, still lasts: checked right before bytes leave.</summary>
    public bool LeaseLasts => clock.GetElapsedTime(_renewed) < options.Value.Lease;

    /// <summary>Registers, or renews when half the heartbeat has passed.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_epoch != 0 && clock.GetElapsedTime(_renewed) < options.Value.Heartbeat / 2)
            {
                return;
            }

            long started = clock.GetTimestamp();
            _epoch = await store.RunAsync(
                async t => _epoch != 0 && await t.Nodes.RenewAsync(_epoch, options.Value.Lease, cancellationToken).ConfigureAwait(false)
                    ? _epoch
                    : await t.Nodes.RegisterAsync(options.Value.NodeName, options.Value.Lease, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            _renewed = started;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives everything up, so that others need not wait for the lease to end.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_epoch != 0)
        {
            await store.RunAsync(t => t.Nodes.LeaveAsync(_epoch, cancellationToken), cancellationToken).ConfigureAwait(false);
            _epoch = 0;
        }
    }
}
