using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The engine of one node: polls, decides, dispatches.</summary>
internal sealed class Hub(
    HubStore store,
    HubNode node,
    HubSystems systems,
    Bindings bindings,
    Poller poller,
    Worker worker,
    Dispatcher dispatcher,
    Intake intake,
    Wake wake,
    TimeProvider clock,
    IOptions<HubOptions> options) : IConnectorOperations
{
    public HubSystems Systems => systems;

    /// <summary>Registers the node and verifies the systems; anything after this may write.</summary>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        await node.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task LeaveAsync(CancellationToken cancellationToken) => node.LeaveAsync(cancellationToken);

    public Task PollAsync(IPollFeed feed, CancellationToken cancellationToken) => poller.PollAsync(feed, cancellationToken);

    public Task<bool> WorkAsync(CancellationToken cancellationToken) => worker.StepAsync(cancellationToken);

    public Task<bool> DispatchAsync(IPort port, CancellationToken cancellationToken) => dispatcher.StepAsync(port, cancellationToken);

    public async Task<bool> DrainAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        long started = clock.GetTimestamp();
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        foreach (IPollFeed feed in systems.Polls)
        {
            await poller.PollAsync(feed, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            await node.EnsureAsync(cancellationToken).ConfigureAwait(false);
            bool worked = false;
            while (await worker.StepAsync(cancellationToken).ConfigureAwait(false))
            {
                // Every lane first: then a dispatch finds as many effects as one call takes.
                worked = true;
            }

            foreach (IPort port in systems.Ports)
            {
                worked |= await dispatcher.StepAsync(port, cancellationToken).ConfigureAwait(false);
            }

            if (worked)
            {
                continue;
            }

            TimeSpan? pause = await PauseAsync(cancellationToken).ConfigureAwait(false);
            if (pause is null)
            {
                return true;
            }

            TimeSpan left = patience - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await wake.SleepAsync(pause < left ? pause.Value : left, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<int> AcceptAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default) =>
        intake.AcceptAsync(deliveries, cancellationToken);

    public Task<IReadOnlyList<CaseInfo>> CasesAsync(bool openOnly = true, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<CaseInfo>>(async t => await t.Cases.ListAsync(openOnly, cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<EventReport>> EventsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<EventReport>>(async t => await t.Inbox.ReportAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ExplainAsync(long eventId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<AuditEntry>>(async t => await t.Audit.ForEventAsync(eventId, cancellationToken).ConfigureAwait(false), cancellationToken);

    public async Task<bool> RetryAsync(long caseId, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = clock.GetUtcNow();
        HubTransaction transaction = await store.BeginAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            CaseInfo? found = await transaction.Cases.FindAsync(caseId, cancellationToken).ConfigureAwait(false);
            if (found is not { IsOpen: true })
            {
                return false;
            }

            HashSet<long> events = [];
            if (found.EventId is long id)
            {
                events.Add(id);
            }

            if (found.EffectKey is string key)
            {
                events.UnionWith(await transaction.Ledger.EventsOfAsync(key, cancellationToken).ConfigureAwait(false));
            }

            foreach (long eventId in events)
            {
                InboxEvent? stored = await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false);
                if (stored?.State == EventState.Parked)
                {
                    await transaction.Inbox.ReopenAsync(eventId, now, cancellationToken).ConfigureAwait(false);
                    await transaction.Audit.WriteAsync(now, eventId, null, "retried", $"case {caseId}", cancellationToken).ConfigureAwait(false);
                }
            }

            await transaction.Cases.CloseAsync(caseId, now, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        wake.Signal();
        return true;
    }

    /// <summary>How long until something is due; null when nothing is left.</summary>
    private async Task<TimeSpan?> PauseAsync(CancellationToken cancellationToken)
    {
        (OpenWork inbox, OpenWork ledger) = await ReadAsync(
            async t => ((await t.Inbox.OpenAsync(cancellationToken).ConfigureAwait(false))!, (await t.Ledger.OpenAsync(cancellationToken).ConfigureAwait(false))!),
            cancellationToken).ConfigureAwait(false);
        if (inbox.Count + ledger.Count == 0)
        {
            return null;
        }

        DateTimeOffset due = new[] { inbox.NextDue, ledger.NextDue }.Min() ?? DateTimeOffset.MinValue;
        TimeSpan pause = due - clock.GetUtcNow();
        TimeSpan least = TimeSpan.FromMilliseconds(5);
        return pause < least ? least : pause < options.Value.Idle ? pause : options.Value.Idle;
    }

    private async Task<T> ReadAsync<T>(Func<HubTransaction, Task<T>> read, CancellationToken cancellationToken)
    {
        HubTransaction transaction = await store.BeginAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            return await read(transaction).ConfigureAwait(false);
        }
    }
}
