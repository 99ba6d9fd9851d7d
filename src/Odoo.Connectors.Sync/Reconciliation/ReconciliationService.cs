using System.Globalization;
using Cronos;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Runs the comparisons that are due. When the next one is stands in the store, for all nodes: one of them does it.</summary>
internal sealed partial class ReconciliationService(
    IReconciliation reconciliation, HubStore store, IOptions<ReconciliationOptions> options, TimeProvider clock, FailureText failures, ILogger<ReconciliationService> logger) : BackgroundService
{
    private const string By = "schedule";
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly RequestStore _requests = new(store);

    /// <summary>Runs what somebody asked for, and what is due.</summary>
    /// <returns>The reports; of what failed none.</returns>
    public async Task<IReadOnlyList<ReconciliationReport>> RunDueAsync(CancellationToken cancellationToken)
    {
        List<ReconciliationReport> reports = [];
        foreach (ReconciliationRequest request in await _requests.TakeAsync(cancellationToken).ConfigureAwait(false))
        {
            string? failure = await RunAsync(request.Scope, request.By, reports, cancellationToken).ConfigureAwait(false);
            await _requests.EndAsync(request, failure, cancellationToken).ConfigureAwait(false);
        }

        foreach (string source in options.Value.Schedule is null ? [] : options.Value.Sources)
        {
            if (!await store.RunAsync(t => TakeAsync(t, source, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            DateTimeOffset? from = options.Value.LookBack is { } back ? clock.GetUtcNow() - back : null;
            await RunAsync(new ReconciliationScope { Source = source, From = from }, By, reports, cancellationToken).ConfigureAwait(false);
        }

        return reports;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, "the schedule", failures.Of(e));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Why there is no report; null where there is one.</returns>
    private async Task<string?> RunAsync(ReconciliationScope scope, string by, List<ReconciliationReport> reports, CancellationToken cancellationToken)
    {
        try
        {
            ReconciliationReport report = await reconciliation.RunAsync(scope, by, cancellationToken).ConfigureAwait(false);
            reports.Add(report);
            LogDone(logger, scope.Source, report.Expected, report.Discrepancies.Count, report.InFlight.Count);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, a full disk included: the host has other work, and the next run is another try.
            LogFailed(logger, scope.Source, failures.Of(e));
            return e is ConnectorException ? e.Message : $"The run failed with {e.GetType().Name}; the log of the host has the details. Ask again once that is mended.";
        }
    }

    /// <summary>Takes a run that is due and puts the next one off, in one commit. The first ever look only notes when the first run is.</summary>
    private async Task<bool> TakeAsync(HubTransaction transaction, string source, CancellationToken cancellationToken)
    {
        string name = $"reconciliation-next/{source}";
        DateTimeOffset now = clock.GetUtcNow();
        string? noted = await transaction.Meta.FindAsync(name, cancellationToken).ConfigureAwait(false);
        bool isDue = noted is not null && DateTimeOffset.Parse(noted, CultureInfo.InvariantCulture) <= now;
        if (noted is null || isDue)
        {
            DateTimeOffset next = CronExpression.Parse(options.Value.Schedule!).GetNextOccurrence(now, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone)) ?? DateTimeOffset.MaxValue;
            await transaction.Meta.SetAsync(name, next.ToString("O", CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        }

        return isDue;
    }

    [LoggerMessage(EventId = 1700, Level = LogLevel.Information, Message = "{Source} was reconciled: {Compared} compared, {Discrepancies} discrepancies, {InFlight} in flight.")]
    private static partial void LogDone(ILogger logger, string source, long compared, int discrepancies, int inFlight);

    [LoggerMessage(EventId = 1701, Level = LogLevel.Error, Message = "{Source} could not be reconciled and is tried at the next run: {Failure}")]
    private static partial void LogFailed(ILogger logger, string source, string failure);
}
