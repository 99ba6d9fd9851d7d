using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The engine of one node: polls, decides, dispatches.</summary>
internal sealed class Hub(
    SetupCheck setup,
    HubStore store,
    HubNode node,
    HubSystems systems,
    Bindings bindings,
    FeedRunner feeds,
    Worker worker,
    Dispatcher dispatcher,
    Intake intake,
    Wake wake,
    ICaseOperations cases,
    IStoreOperations care,
    IAuditOperations audit,
    IReplayOperations replay,
    IPrivacyOperations privacy,
    IIdentityOperations identity,
    IMappingOperations mappings,
    MappingRegistry registry,
    RuleRegistry rules,
    SchemaWatch schemas,
    IFeedOperations feedOperations,
    TimeProvider clock,
    IOptions<HubOptions> options) : IConnectorOperations
{
    public HubSystems Systems => systems;

    /// <summary>Nothing works that did not pass it.</summary>
    public SetupCheck Setup => setup;

    public ICaseOperations Cases => cases;

    public IStoreOperations Store => care;

    public IAuditOperations Audit => audit;

    public IReplayOperations Replay => replay;

    public IPrivacyOperations Privacy => privacy;

    public IIdentityOperations Identity => identity;

    public IMappingOperations Mappings => mappings;

    public IFeedOperations Feeds => feedOperations;

    /// <summary>Registers the node and verifies the systems; anything after this may write.</summary>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        await node.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await bindings.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await registry.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await rules.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await schemas.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at the fields of the systems whose time has come.</summary>
    public Task WatchSchemasAsync(CancellationToken cancellationToken) => schemas.CheckDueAsync(cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken) => node.LeaveAsync(cancellationToken);

    public Task PollAsync(IPollFeed feed, CancellationToken cancellationToken) => feeds.RunAllAsync(feed, cancellationToken);

    public Task<TimeSpan> PollDueAsync(IPollFeed feed, CancellationToken cancellationToken) => feeds.PollDueAsync(feed, cancellationToken);

    public Task RunPassesAsync(IPollFeed feed, CancellationToken cancellationToken) => feeds.RunPassesAsync(feed, cancellationToken);

    public Task<bool> WorkAsync(CancellationToken cancellationToken, CancellationToken stopping = default) => worker.StepAsync(cancellationToken, stopping);

    public int Concurrency(IPort port) => dispatcher.Concurrency(port);

    public TimeSpan Wait(IPort port) => dispatcher.Wait(port);

    public Task<bool> DispatchAsync(IPort port, CancellationToken cancellationToken) => dispatcher.StepAsync(port, cancellationToken);

    public async Task<bool> DrainAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        long started = clock.GetTimestamp();
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        await WatchSchemasAsync(cancellationToken).ConfigureAwait(false);
        foreach (IPollFeed feed in systems.Polls)
        {
            await PollAsync(feed, cancellationToken).ConfigureAwait(false);
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

    public Task<IReadOnlyList<EventReport>> EventsAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync<IReadOnlyList<EventReport>>(async t => await t.Inbox.ReportAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ExplainAsync(long eventId, CancellationToken cancellationToken = default) =>
        store.ReadAsync<IReadOnlyList<AuditEntry>>(async t => await t.Audit.ForEventAsync(eventId, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>How long until something is due; null when nothing is left.</summary>
    private async Task<TimeSpan?> PauseAsync(CancellationToken cancellationToken)
    {
        (OpenWork inbox, OpenWork ledger) = await store.ReadAsync(
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
}
