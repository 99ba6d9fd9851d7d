using System.Text.Json.Serialization.Metadata;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Runs a piece of work once per key, whatever callers, threads, processes or crashes repeat it. Needs a store and nothing
/// else: no systems, no flows.
/// </summary>
public interface IIdempotency
{
    /// <summary>
    /// Runs the work if nobody did under this key; otherwise answers what was stored then. A caller that comes while another is
    /// at work waits for it. After a process died in the middle, the next caller takes over when its lease is over, with the
    /// same <see cref="IdempotencyContext.DownstreamKey"/> and the checkpoints it left.
    /// </summary>
    /// <typeparam name="T">What the work makes.</typeparam>
    /// <param name="key">The caller's key, 1 to 255 characters; the same for every repetition of one request.</param>
    /// <param name="request">The request, or what identifies it; only its hash is kept.</param>
    /// <param name="work">The work. Its token is cancelled when its lease is over.</param>
    /// <param name="json">How the result is stored.</param>
    /// <param name="options">Lease, patience and what becomes of refusals; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result, of this run or of the one that was stored.</returns>
    /// <exception cref="ConnectorException">
    /// <see cref="ErrorKind.Conflict"/>: the key was used for another request; nothing was run.
    /// <see cref="ErrorKind.Transient"/> with <see cref="ConnectorException.RetryAfter"/>: another caller is still at work.
    /// Otherwise what the work threw, now or, where refusals are kept, when it ran.
    /// </exception>
    Task<IdempotentResult<T>> RunAsync<T>(
        string key,
        ReadOnlyMemory<byte> request,
        Func<IdempotencyContext, CancellationToken, Task<T>> work,
        JsonTypeInfo<T> json,
        IdempotencyOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Forgets what ended, or was begun and given up, longer ago than this. Its keys may be used anew then.</summary>
    /// <param name="keep">How long keys are kept, at least 400 days.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many keys were forgotten.</returns>
    /// <exception cref="ConnectorException">It is less than 400 days.</exception>
    Task<int> PruneAsync(TimeSpan keep, CancellationToken cancellationToken = default);
}
