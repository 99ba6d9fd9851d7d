using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Closes what is due, and forgets what can no longer come again.</summary>
internal sealed partial class UsageService(
    IUsageOperations operations, HubStore store, IOptions<UsageOptions> options, TimeProvider clock, FailureText failures, ILogger<UsageService> logger) : BackgroundService
{
    private static readonly TimeSpan Slack = TimeSpan.FromDays(2);

    /// <summary>Forgets events older than the window, whose ids are refused by their time before they are looked up.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = clock.GetUtcNow() - options.Value.Window - Slack;
        int done;
        do
        {
            done = await store.RunAsync(t => t.UsageEvents.PruneAsync(before, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        while (done > 0);
        await store.RunAsync(t => t.UsageEvents.PruneValuesAsync(before - options.Value.Window, cancellationToken), cancellationToken).ConfigureAwait(false);
        await store.RunAsync(t => t.UsageRejected.PruneAsync(before, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await operations.CloseDueAsync(stoppingToken).ConfigureAwait(false);
                await PruneAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(options.Value.Interval, clock, stoppingToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, failures.Of(e));
                await Task.Delay(options.Value.Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The host stops.
            }
        }
    }

    [LoggerMessage(EventId = 1600, Level = LogLevel.Error, Message = "Usage periods could not be closed and are tried again: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
