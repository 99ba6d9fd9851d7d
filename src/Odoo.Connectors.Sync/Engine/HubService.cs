using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Runs the hub in a host: heartbeat, polls, workers, dispatchers of each target. When the host stops, nothing new is taken up,
/// and calls that are under way end and are settled, for as long as the host's shutdown timeout lasts.
/// </summary>
internal sealed partial class HubService(
    Hub hub, HubStore store, Wake wake, TimeProvider clock, IOptions<HubOptions> options, IOptions<RetentionOptions> retention,
    IHostApplicationLifetime lifetime, FailureText failures, ILogger<HubService> logger) : BackgroundService
{
    private static readonly TimeSpan SchemaPause = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _abandon = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration late = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _abandon);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        base.Dispose();
        _abandon.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HubOptions hubOptions = options.Value;
        using CancellationTokenSource beating = CancellationTokenSource.CreateLinkedTokenSource(_abandon.Token);
        Task heartbeat = Task.CompletedTask;
        try
        {
            await ReadyAsync(stoppingToken).ConfigureAwait(false);

            // The lease lasts as long as anything is under way.
            heartbeat = LoopAsync("heartbeat", () => hubOptions.Heartbeat / 2, BeatAsync, beating.Token);
            await Task.WhenAll(
            [
                store.ListenAsync(wake.Signal, stoppingToken),
                PruneAsync(stoppingToken),
                SealAsync(stoppingToken),
                LoopAsync("schema", () => SchemaPause, async t => { await hub.WatchSchemasAsync(t).ConfigureAwait(false); return false; }, stoppingToken),
                .. Enumerable.Range(0, hubOptions.Workers).Select(_ => LoopAsync("worker", () => hubOptions.Idle, t => hub.WorkAsync(t, stoppingToken), stoppingToken)),
                .. hub.Systems.Ports.SelectMany(p => Enumerable.Repeat(p, hub.Concurrency(p))).Select(p => LoopAsync(p.Name, () => Idle(p), t => hub.DispatchAsync(p, t), stoppingToken)),
                .. hub.Systems.Polls.Select(p => PollAsync(p, stoppingToken)),
                .. hub.Systems.Polls.Select(p => LoopAsync(
                    p.Name, () => hubOptions.Idle, async t => { await hub.RunPassesAsync(p, t).ConfigureAwait(false); return false; }, stoppingToken)),
            ]).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            // However the loops ended: a beat after leaving would take the lease again, for nobody.
            await beating.CancelAsync().ConfigureAwait(false);
            await heartbeat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await hub.LeaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        await hub.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>A target that is paused is looked at again when the pause is over, not sooner and not much later.</summary>
    private TimeSpan Idle(IPort port)
    {
        TimeSpan wait = hub.Wait(port);
        return wait > TimeSpan.Zero && wait < options.Value.Idle ? wait : options.Value.Idle;
    }

    /// <summary>Until every system said which account it is, nothing is decided or written; webhooks are stored meanwhile.</summary>
    private async Task ReadyAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await hub.EnsureReadyAsync(stoppingToken).ConfigureAwait(false);
                return;
            }
            catch (ConnectorException e) when (e is WrongWorldException or NewerStoreException)
            {
                LogWrongWorld(logger, e.Message);
                lifetime.StopApplication();
                throw;
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, "start", failures.Of(e));
                await Task.Delay(options.Value.Idle, clock, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LoopAsync(string name, Func<TimeSpan> idle, Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            bool worked = false;
            Task signal = wake.Next;
            TimeSpan before = idle();
            try
            {
                worked = await step(_abandon.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, name, failures.Of(e));
            }

            if (!worked)
            {
                // What held this step back may be over by now: it counts as it was before, or nobody would look again for long.
                TimeSpan after = idle();
                await SleepAsync(t => Wake.SleepAsync(signal, before < after ? before : after, clock, t), stoppingToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sleeps, and wakes when the host stops: the loops end one by one, each after what it has under way.</summary>
    private static async Task SleepAsync(Func<CancellationToken, Task> sleep, CancellationToken stoppingToken)
    {
        try
        {
            await sleep(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop's condition sees it too.
        }
    }

    private async Task SealAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SleepAsync(t => Task.Delay(options.Value.AuditSealInterval, clock, t), stoppingToken).ConfigureAwait(false);
            try
            {
                await hub.Audit.SealAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, "audit", failures.Of(e));
            }
        }
    }

    private async Task PollAsync(IPollFeed feed, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause = options.Value.Idle;
            try
            {
                pause = await hub.PollDueAsync(feed, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, feed.Name, failures.Of(e));
            }
            catch (OperationCanceledException)
            {
                // A poll that is given up begins again where its watermark is.
            }

            await SleepAsync(t => Task.Delay(pause, clock, t), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task PruneAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await hub.Store.PruneAsync("the hub", stoppingToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, "retention", failures.Of(e));
            }

            await SleepAsync(t => Task.Delay(retention.Value.Interval, clock, t), stoppingToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 1400, Level = LogLevel.Critical, Message = "The hub stops: {Reason}")]
    private static partial void LogWrongWorld(ILogger logger, string reason);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error, Message = "The {Loop} loop failed and goes on: {Failure}")]
    private static partial void LogFailed(ILogger logger, string loop, string failure);
}
