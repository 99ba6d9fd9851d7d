using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Odoo.Connectors.Sync;

/// <summary>Whether the store answers. While it does not, webhooks are answered with 503 and come again.</summary>
internal sealed class StoreHealthCheck(HubStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.ReadAsync(t => t.Work.PingAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("The store answers.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The exception itself may quote a connection string or a row.
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"The store does not answer ({e.GetType().Name}). Webhooks are refused with 503 and nothing is worked on until it does: "
                + "check that the database runs, is reachable and has space.");
        }
    }
}
