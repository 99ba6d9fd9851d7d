using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>What this process knows of the vendors' limits, and who may use what is left of them.</summary>
internal sealed class LimitBoard(IOptionsMonitor<SystemBudget> budgets, TimeProvider clock) : IApiLimits
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<(string System, string Name), Told> _told = [];

    public void Report(string system, ApiLimit limit)
    {
        DateTimeOffset now = clock.GetUtcNow();
        _told[(system, limit.Name)] = new Told(limit, limit.ResetsAt ?? now + (limit.Window <= Short ? limit.Window : Believed));
    }

    public TimeSpan Take(string system)
    {
        TimeSpan wait = Wait(system, CallPriority.Current);
        if (wait == TimeSpan.Zero)
        {
            foreach (Told told in Of(system, clock.GetUtcNow()))
            {
                told.Take();
            }
        }

        return wait;
    }

    /// <summary>How long who has a priority must not call; zero when it may.</summary>
    public TimeSpan Wait(string system, DeliveryPriority priority)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Of(system, now).Where(t => !Allows(t, system, priority)).Select(t => t.Until - now).DefaultIfEmpty().Max();
    }

    /// <summary>Of a short window everybody takes what is there; of a long one each leaves its share to what is more urgent.</summary>
    private bool Allows(Told told, string system, DeliveryPriority priority) => told.Limit.Window <= Short
        ? told.Left > 0
        : priority == DeliveryPriority.Interactive || told.Left > told.Limit.Max * budgets.Get(system).Leaves(priority);

    private IEnumerable<Told> Of(string system, DateTimeOffset now) => _told.Where(t => t.Key.System == system && t.Value.Until > now).Select(t => t.Value);

    /// <summary>A limit, and how long what was said of it is believed.</summary>
    private sealed class Told(ApiLimit limit, DateTimeOffset until)
    {
        private long _left = limit.Remaining;

        public ApiLimit Limit => limit;

        public DateTimeOffset Until => until;

        public long Left => Interlocked.Read(ref _left);

        public void Take() => Interlocked.Decrement(ref _left);
    }
}
