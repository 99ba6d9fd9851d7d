using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Odoo.Connectors.Sync;

/// <summary>From when on something is reported. Null is never.</summary>
public sealed class HealthLimits
{
    /// <summary>Degraded from this many on. The default is null.</summary>
    public long? DegradedCount { get; set; }

    /// <summary>Degraded when the oldest is this old. The default is null.</summary>
    public TimeSpan? DegradedAge { get; set; }

    /// <summary>Unhealthy from this many on. The default is null.</summary>
    public long? UnhealthyCount { get; set; }

    /// <summary>Unhealthy when the oldest is this old. The default is null.</summary>
    public TimeSpan? UnhealthyAge { get; set; }

    internal HealthStatus Judge(long count, TimeSpan oldest) =>
        count == 0 ? HealthStatus.Healthy
        : count >= UnhealthyCount || oldest >= UnhealthyAge ? HealthStatus.Unhealthy
        : count >= DegradedCount || oldest >= DegradedAge ? HealthStatus.Degraded
        : HealthStatus.Healthy;
}
