using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Odoo.Connectors.Sync;

internal sealed class Idempotency(HubStore store, IFaultPoints faults, TimeProvider clock) : IIdempotency
{
    private const int LongestKey = 255;
    private static readonly TimeSpan LeastKeep = TimeSpan.FromDays(400);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    public async Task<IdempotentResult<T>> RunAsync<T>(
        string key,
        ReadOnlyMemory<byte> request,
        Func<IdempotencyContext, CancellationToken, Task<T>> work,
        JsonTypeInfo<T> json,
        IdempotencyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(json);
        options ??= new IdempotencyOptions();
        Check(key, options);
        byte[] fingerprint = SHA256.HashData(request.Span);
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        long started = clock.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(10);
        while (true)
        {
            (IdempotencyRun? before, IdempotencyContext? mine) = await store.RunAsync(
                t => BeginAsync(t, key, fingerprint, token, options, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (mine is not null)
            {
                faults.Reached(IdempotencyFaultPoint.Begun);
                return await WorkAsync(key, token, mine, work, json, options, cancellationToken).ConfigureAwait(false);
            }

            if (Stored(key, before!, fingerprint, json) is IdempotentResult<T> stored)
            {
                return stored;
            }

            TimeSpan left = options.Patience - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw Busy(before!.Left);
            }

            await Task.Delay(pause < left ? pause : left, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public async Task<int> PruneAsync(TimeSpan keep, CancellationToken cancellationToken = default)
    {
        if (keep < LeastKeep)
        {
            throw new ConnectorException(
                ErrorKind.Configuration, $"Idempotency keys are kept at least {LeastKeep.TotalDays} days: a caller may repeat a request until then.") { Field = nameof(keep) };
        }

        return await store.RunAsync(t => t.Idempotency.PruneAsync(clock.GetUtcNow() - keep, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void Check(string key, IdempotencyOptions options)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            throw new ConnectorException(ErrorKind.Validation, $"An idempotency key has 1 to {LongestKey} characters.") { Field = nameof(key) };
        }

        if (options.Lease < TimeSpan.FromMilliseconds(1))
        {
            throw new ConnectorException(ErrorKind.Configuration, "The lease of idempotent work must be at least a millisecond.") { Field = nameof(options.Lease) };
        }
    }

    /// <summary>The key for the target: made of nothing that is lost with the store.</summary>
    private static string DownstreamKey(string key, int generation) =>
        $"idk_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{generation}\n{key}")))[..40]}";

    private static ConnectorException Busy(TimeSpan left) => new(
        ErrorKind.Transient, "Another caller is at work under this idempotency key; repeat the request later.")
    {
        RetryAfter = left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1),
    };

    private async Task<(IdempotencyRun? Before, IdempotencyContext? Mine)> BeginAsync(
        HubTransaction transaction, string key, byte[] fingerprint, string token, IdempotencyOptions options, CancellationToken cancellationToken)
    {
        IdempotencyRun? before = await transaction.Idempotency.FindAsync(key, cancellationToken).ConfigureAwait(false);
        bool free = before is null
            || (before.State == IdempotencyState.Running && before.Left <= TimeSpan.Zero && before.Fingerprint.AsSpan().SequenceEqual(fingerprint));
        if (!free)
        {
            return (before, null);
        }

        await transaction.Idempotency.BeginAsync(key, fingerprint, token, options.Lease, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> points = await transaction.Idempotency.CheckpointsAsync(key, cancellationToken).ConfigureAwait(false);
        string downstream = DownstreamKey(key, before?.Generation ?? 1);
        return (before, new IdempotencyContext(downstream, (before?.Runs ?? 0) + 1, points));
    }

    private static IdempotentResult<T>? Stored<T>(string key, IdempotencyRun run, byte[] fingerprint, JsonTypeInfo<T> json)
    {
        if (!run.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            throw new ConnectorException(
                ErrorKind.Conflict, "This idempotency key was used for another request; use a new key for a new request.") { Field = nameof(key) };
        }

        return run.State switch
        {
            IdempotencyState.Done => new IdempotentResult<T>(JsonSerializer.Deserialize(run.Result!, json)!, Replayed: true),
            IdempotencyState.Refused => throw new ConnectorException(run.ErrorKind, run.Message!) { Field = run.Field },
            _ => null,
        };
    }

    private async Task<IdempotentResult<T>> WorkAsync<T>(
        string key,
        string token,
        IdempotencyContext context,
        Func<IdempotencyContext, CancellationToken, Task<T>> work,
        JsonTypeInfo<T> json,
        IdempotencyOptions options,
        CancellationToken cancellationToken)
    {
        // Whoever is over its lease must not go on: another caller may be at work.
        using CancellationTokenSource lease = new(options.Lease, clock);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, cancellationToken);
        context.StoreBy(StoreAsync);
        T value;
        try
        {
            value = await work(context, both.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await EndAsync(key, token, e, options).ConfigureAwait(false);
            throw;
        }

        faults.Reached(IdempotencyFaultPoint.Worked);
        string result = JsonSerializer.Serialize(value, json);
        bool stored = await store.RunAsync(
            t => t.Idempotency.FinishAsync(key, token, result, clock.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
        faults.Reached(IdempotencyFaultPoint.Stored);
        return stored ? new IdempotentResult<T>(value, Replayed: false) : throw Busy(TimeSpan.Zero);

        async Task StoreAsync(string name, string text, CancellationToken cancel)
        {
            bool ours = await store.RunAsync(
                async t =>
                {
                    bool held = await t.Idempotency.RenewAsync(key, token, options.Lease, cancel).ConfigureAwait(false);
                    if (held)
                    {
                        await t.Idempotency.CheckpointAsync(key, name, text, cancel).ConfigureAwait(false);
                    }

                    return held;
                },
                cancel).ConfigureAwait(false);
            if (!ours)
            {
                throw Busy(TimeSpan.Zero);
            }

            lease.CancelAfter(options.Lease);
            faults.Reached(IdempotencyFaultPoint.Checkpointed);
        }
    }

    /// <summary>A refusal is an answer; anything else leaves it open whether the target did something, and keeps its key.</summary>
    private Task EndAsync(string key, string token, Exception failure, IdempotencyOptions options)
    {
        ConnectorException? refusal = failure is ConnectorException
        {
            Kind: ErrorKind.Validation or ErrorKind.Permission or ErrorKind.NotFound or ErrorKind.Gone or ErrorKind.PeriodLocked,
        } proven ? proven : null;
        return store.RunAsync(
            t => refusal is not null && options.KeepRefusals
                ? t.Idempotency.RefuseAsync(key, token, refusal, clock.GetUtcNow(), CancellationToken.None)
                : t.Idempotency.GiveUpAsync(key, token, refusal is not null, CancellationToken.None),
            CancellationToken.None);
    }
}
