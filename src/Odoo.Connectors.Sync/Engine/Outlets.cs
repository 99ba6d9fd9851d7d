using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The outlets of all targets; their budgets are checked when this is made.</summary>
internal sealed class Outlets(
    HubSystems systems, IOptionsMonitor<SystemBudget> budgets, LimitBoard limits, IOptions<HubOptions> options, Backoff backoff, TimeProvider clock)
{
    private readonly Dictionary<string, Outlet> _all = systems.Ports.ToDictionary(
        p => p.Name, p => new Outlet(p, budgets.Get(p.Name), limits, options.Value.BreakerThreshold, backoff, clock), StringComparer.Ordinal);

    public Outlet Of(IPort port) => _all[port.Name];
}
