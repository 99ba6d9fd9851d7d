using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Collections;

/// <summary>Looks at what is overdue. When it is looked next stands in the store, for all nodes: one of them does it.</summary>
internal sealed partial class CollectionsService(
    CollectionsReview review, HubStore store, IOptions<CollectionsOptions> options, TimeProvider clock, FailureText failures, ILogger<CollectionsService> logger) : BackgroundService
{
    private const string Next = "collections-next";
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    /// <summary>Looks if it is time.</summary>
    /// <returns>How many customers are decided anew; null where it is not time.</returns>
    public async Task<int?> RunDueAsync(CancellationToken cancellationToken) =>
        await store.RunAsync(t => TakeAsync(t, cancellationToken), cancellationToken).ConfigureAwait(false) ? await review.RunAsync(cancellationToken).ConfigureAwait(false) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: the host has other work.
                LogFailed(logger, failures.Of(e));
            }

            await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TakeAsync(HubTransaction transaction, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string? noted = await transaction.Meta.FindAsync(Next, cancellationToken).ConfigureAwait(false);
        if (noted is not null && DateTimeOffset.Parse(noted, CultureInfo.InvariantCulture) > now)
        {
            return false;
        }

        await transaction.Meta.SetAsync(Next, (now + options.Value.Interval).ToString("O", CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(EventId = 1800, Level = LogLevel.Error, Message = "What is overdue could not be looked at and is looked at again later: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
