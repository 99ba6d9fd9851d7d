using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Asks once a day when a client's API key expires, and warns in time.</summary>
internal sealed class ApiKeyWatch(IOdooClient client, string? keyName, TimeProvider time, ILogger<IOdooClient> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
        {
            await CheckAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var expiry = await client.ApiKeyExpiryAsync(time, keyName, cancellationToken).ConfigureAwait(false);
            if (!expiry.IsKnown)
            {
                Log.ApiKeyNotReadable(logger, client.Name);
            }
            else if (expiry.ExpiresAt is { } end && expiry.IsDue(time.GetUtcNow()))
            {
                Log.ApiKeyExpires(logger, client.Name, end);
            }
        }
        catch (OdooException)
        {
            // The call has logged its failure, and tomorrow is another day.
        }
    }
}
