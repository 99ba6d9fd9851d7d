using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Runs the hub in a host: heartbeat, polls, one worker, one dispatcher per target.</summary>
internal sealed partial class HubService(
    Hub hub, Wake wake, TimeProvider clock, IOptions<HubOptions> options, IHostApplicationLifetime lifetime, ILogger<HubService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ReadyAsync(stoppingToken).ConfigureAwait(false);
            List<Task> loops =
            [
                LoopAsync("heartbeat", options.Value.Heartbeat / 2, async t => { await hub.EnsureReadyAsync(t).ConfigureAwait(false); return false; }, stoppingToken),
                LoopAsync("worker", options.Value.Idle, hub.WorkAsync, stoppingToken),
                .. hub.Systems.Ports.Select(p => LoopAsync(p.Name, options.Value.Idle, t => hub.DispatchAsync(p, t), stoppingToken)),
                .. hub.Systems.Polls.Select(p => PollAsync(p, stoppingToken)),
                .. hub.Systems.Polls.Select(p => LoopAsync(
                    p.Name, options.Value.Idle, async t => { await hub.RunPassesAsync(p, t).ConfigureAwait(false); return false; }, stoppingToken)),
            ];
            await Task.WhenAll(loops).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await hub.LeaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
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
            catch (WrongWorldException e)
            {
                LogWrongWorld(logger, e.Message);
                lifetime.StopApplication();
                throw;
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, "start", e);
                await Task.Delay(options.Value.Idle, clock, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LoopAsync(string name, TimeSpan idle, Func<CancellationToken, Task<bool>> step, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            bool worked = false;
            try
            {
                worked = await step(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, name, e);
            }

            if (!worked)
            {
                await wake.SleepAsync(idle, clock, stoppingToken).ConfigureAwait(false);
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
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, feed.Name, e);
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 1400, Level = LogLevel.Critical, Message = "The hub stops: {Reason}")]
    private static partial void LogWrongWorld(ILogger logger, string reason);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Error, Message = "The {Loop} loop failed and goes on.")]
    private static partial void LogFailed(ILogger logger, string loop, Exception exception);
}
