using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Whether this node works and the work gets done in time.</summary>
internal sealed class WorkHealthCheck(
    WorkMonitor monitor, HubNode node, HubSystems systems, Outlets outlets, TimeProvider clock, IOptions<ConnectorHealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HealthFindings findings = new(clock.GetUtcNow());
        if (node.Epoch == 0)
        {
            findings.Add(
                HealthStatus.Degraded,
                "This node is not registered yet and works on nothing. If that lasts, look in the log for what keeps a system from saying which account it is.");
        }
        else if (!node.LeaseLasts)
        {
            findings.Add(
                HealthStatus.Unhealthy,
                "This node's lease is over: others take its lanes. Check that the process is not starved or paused, that the store answers in time, "
                + "and that no other process has the same Hub:NodeName.");
        }

        foreach (IPort port in systems.Ports.Where(p => outlets.Of(p).Breaker.IsOpen))
        {
            findings.Add(HealthStatus.Degraded, $"{port.Name} fails as a whole: its effects wait while one at a time tries. Look whether it is reachable and lets us in.");
        }

        WorkSnapshot work;
        try
        {
            work = await monitor.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Add(context.Registration.FailureStatus, $"What is open could not be counted ({e.GetType().Name}); see connectors-store.");
            return findings.Result("");
        }

        ConnectorHealthOptions limits = options.Value;
        findings.Judge(
            "queue", limits.Queue, work.Queue.Sum(e => e.Count), work.Queue.Select(e => (DateTimeOffset?)e.Oldest).Min(),
            "Look which system their lanes wait for, and whether the nodes keep up.");
        foreach (IGrouping<string, OpenEffects> target in work.Outgoing.GroupBy(e => e.Target, StringComparer.Ordinal))
        {
            findings.Judge(
                $"effects.{target.Key}", limits.Effects, target.Sum(e => e.Count), target.Min(e => e.Oldest),
                $"Look whether {target.Key} is reachable and what its open cases say.");
        }

        findings.Show("held", work.Effects.Where(e => e.State == EffectState.Held).Sum(e => e.Count));
        findings.Show("parked", work.Events.Where(e => e.State == EventState.Parked).Sum(e => e.Count));
        return findings.Result("The work gets done in time.");
    }
}
