namespace Odoo.Connectors.Sync;

/// <summary>What a run of idempotent work knows about itself and the runs before it.</summary>
public sealed class IdempotencyContext
{
    private readonly Dictionary<string, string> _checkpoints;
    private Func<string, string, CancellationToken, Task> _store = static (_, _, _) => Task.CompletedTask;

    internal IdempotencyContext(string downstreamKey, int run, Dictionary<string, string> checkpoints)
    {
        DownstreamKey = downstreamKey;
        Run = run;
        _checkpoints = checkpoints;
    }

    /// <summary>
    /// The key to send to the target, so that what a run that died may have done there is not done again. The same in every run
    /// until the target is proven to have refused it. 44 characters, letters, digits and an underscore.
    /// </summary>
    public string DownstreamKey { get; }

    /// <summary>Which run this is, from 1: above it, an earlier one died or failed.</summary>
    public int Run { get; }

    /// <summary>What a run left at a recovery point.</summary>
    /// <param name="name">The recovery point.</param>
    /// <returns>The value, or null when no run came that far.</returns>
    public string? Checkpoint(string name) => _checkpoints.GetValueOrDefault(name);

    /// <summary>Commits a recovery point and begins the lease anew.</summary>
    /// <param name="name">The recovery point.</param>
    /// <param name="value">What later runs need to know; no secrets.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is committed.</returns>
    /// <exception cref="ConnectorException">The lease was over and another caller took over: stop.</exception>
    public async Task CheckpointAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        await _store(name, value, cancellationToken).ConfigureAwait(false);
        _checkpoints[name] = value;
    }

    internal void StoreBy(Func<string, string, CancellationToken, Task> store) => _store = store;
}
