using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Whether the business signals are within their limits.</summary>
internal sealed class BusinessHealthCheck(WorkMonitor monitor, TimeProvider clock, IOptions<ConnectorHealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HealthFindings findings = new(clock.GetUtcNow());
        try
        {
            WorkSnapshot work = await monitor.GetAsync(cancellationToken).ConfigureAwait(false);
            foreach ((string name, BusinessSignal signal) in options.Value.Signals)
            {
                (long count, DateTimeOffset? since) = signal.Sum(work.Troubles);
                findings.Judge(name, signal.Limits, count, since, signal.Advice);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Add(context.Registration.FailureStatus, $"The signals could not be counted ({e.GetType().Name}); see connectors-store.");
        }

        return findings.Result("Every signal is within its limits.");
    }
}
