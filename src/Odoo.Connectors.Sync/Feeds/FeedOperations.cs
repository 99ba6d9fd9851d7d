namespace Odoo.Connectors.Sync;

internal sealed class FeedOperations(HubStore store, HubSystems systems, TimeProvider clock) : IFeedOperations
{
    public async Task<IReadOnlyList<FeedStatus>> StatusAsync(CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return await store.ReadAsync(
            async transaction =>
            {
                List<FeedStatus> all = [];
                foreach (IPollFeed feed in systems.Polls.OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    foreach (string stream in feed.Streams)
                    {
                        all.Add(await StatusAsync(transaction, feed.Name, stream, now, cancellationToken).ConfigureAwait(false));
                    }
                }

                return all;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task PollNowAsync(string system, string? stream, string by, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> streams = stream is null ? systems.Poll(system).Streams : [Check(system, stream)];
        return DoAsync("feed-poll-now", system, stream ?? "*", by, PollNowAsync, cancellationToken);

        async Task<bool> PollNowAsync(HubTransaction transaction, DateTimeOffset now)
        {
            foreach (string each in streams)
            {
                await transaction.Feeds.ScheduleAsync(system, each, now, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
    }

    public async Task<long> BackfillAsync(string system, string stream, DateTimeOffset? from, string by, CancellationToken cancellationToken = default) =>
        await AddAsync(system, Check(system, stream), PassPurpose.Backfill, from, by, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<long>> ReconcileAsync(string system, DateTimeOffset? from, string by, CancellationToken cancellationToken = default)
    {
        List<long> passes = [];
        foreach (string stream in systems.Poll(system).Streams)
        {
            passes.Add(await AddAsync(system, stream, PassPurpose.Reconcile, from, by, cancellationToken).ConfigureAwait(false));
        }

        return passes;
    }

    public async Task<IReadOnlyList<long>> FindDeletedAsync(string system, string by, CancellationToken cancellationToken = default)
    {
        if (systems.Poll(system) is not IListedFeed feed)
        {
            throw new ConnectorException(
                ErrorKind.Configuration, $"'{system}' cannot list ids; {nameof(IFeedOperations.ReconcileAsync)} reads it whole and finds what was deleted where a stream is exhaustive.")
            {
                Field = nameof(system),
            };
        }

        List<long> passes = [];
        foreach (string stream in feed.Streams.Where(feed.IsExhaustive))
        {
            passes.Add(await AddAsync(system, stream, PassPurpose.Deletions, null, by, cancellationToken).ConfigureAwait(false));
        }

        return passes;
    }

    public Task<FeedPass?> PassAsync(long pass, CancellationToken cancellationToken = default) =>
        store.ReadAsync(t => t.Feeds.PassAsync(pass, cancellationToken), cancellationToken);

    public Task PauseAsync(string system, string stream, string by, CancellationToken cancellationToken = default) =>
        PauseAsync("feed-paused", system, stream, by, by, cancellationToken);

    public Task ResumeAsync(string system, string stream, string by, CancellationToken cancellationToken = default) =>
        PauseAsync("feed-resumed", system, stream, null, by, cancellationToken);

    private static async Task<FeedStatus> StatusAsync(HubTransaction transaction, string system, string stream, DateTimeOffset now, CancellationToken cancellationToken)
    {
        FeedRow row = await transaction.Feeds.FindAsync(system, stream, cancellationToken).ConfigureAwait(false);
        OpenPass? open = await transaction.Feeds.OpenPassAsync(system, stream, cancellationToken).ConfigureAwait(false);
        FeedState state = row.PausedBy is not null ? FeedState.Paused
            : open?.Purpose == PassPurpose.Expired ? FeedState.CatchingUp
            : row.FailedAt is not null ? FeedState.Failing
            : FeedState.Ready;
        return new FeedStatus
        {
            System = system,
            Stream = stream,
            State = state,
            Watermark = await transaction.Meta.WatermarkAsync(system, stream, cancellationToken).ConfigureAwait(false),
            LastPollAt = row.PolledAt,
            LastPageAt = row.BroughtAt,
            Lag = now - row.CaughtUpAt,
            NextRunAt = row.PausedBy is null ? row.NextAt : null,
            PausedBy = row.PausedBy,
            Pass = open is null ? null : await transaction.Feeds.PassAsync(open.Id, cancellationToken).ConfigureAwait(false),
        };
    }

    private Task<bool> PauseAsync(string what, string system, string stream, string? pausedBy, string by, CancellationToken cancellationToken)
    {
        Check(system, stream);
        return DoAsync(what, system, stream, by, PauseAsync, cancellationToken);

        async Task<bool> PauseAsync(HubTransaction transaction, DateTimeOffset now)
        {
            await transaction.Feeds.PauseAsync(system, stream, pausedBy, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private Task<long> AddAsync(string system, string stream, PassPurpose purpose, DateTimeOffset? from, string by, CancellationToken cancellationToken)
    {
        // An instant that the feed cannot begin at is refused now, not in the night when the pass would run.
        systems.Poll(system).Begin(stream, from);
        string what = purpose switch
        {
            PassPurpose.Reconcile => "feed-reconcile",
            PassPurpose.Deletions => "feed-find-deleted",
            _ => "feed-backfill",
        };
        return DoAsync(what, system, stream, by, (transaction, now) => transaction.Feeds.AddPassAsync(system, stream, purpose, from, by, now, cancellationToken), cancellationToken);
    }

    private Task<T> DoAsync<T>(
        string what, string system, string stream, string by, Func<HubTransaction, DateTimeOffset, Task<T>> step, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        return store.RunAsync(
            async transaction =>
            {
                T result = await step(transaction, now).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(
                    new AuditLine(now.ToUnixTimeMilliseconds(), null, null, what, $"{system}/{stream}", by), cancellationToken).ConfigureAwait(false);
                return result;
            },
            cancellationToken);
    }

    private string Check(string system, string stream) => systems.Poll(system).Streams.Contains(stream, StringComparer.Ordinal)
        ? stream
        : throw new ConnectorException(
            ErrorKind.Configuration, $"'{system}' has no stream '{stream}'; it has {string.Join(", ", systems.Poll(system).Streams)}.") { Field = nameof(stream) };
}
