using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Takes the gauges' snapshot in a loop of its own, in nobody's way. It asks the store for nothing while nobody listens.</summary>
internal sealed partial class MonitorService(
    WorkMonitor monitor, WorkGauges gauges, TimeProvider clock, IOptions<ConnectorHealthOptions> options, ILogger<MonitorService> logger) : BackgroundService
{
    // A snapshot of a great backlog takes its time: nine tenths of all time there is none under way.
    private const int Rest = 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SampleAsync(stoppingToken).ConfigureAwait(false);
            TimeSpan rest = monitor.Cost * Rest, interval = options.Value.SampleInterval;
            await Task.Delay(rest > interval ? rest : interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SampleAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (gauges.Enabled)
            {
                await monitor.GetAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                monitor.Forget();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, e.GetType().FullName);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(EventId = 1600, Level = LogLevel.Warning, Message = "What is open could not be counted ({Type}); the gauges show nothing until it can.")]
    private static partial void LogFailed(ILogger logger, string? type);
}
