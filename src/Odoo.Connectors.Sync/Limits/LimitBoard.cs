using System.Collections.Concurrent;

namespace Odoo.Connectors.Sync;

/// <summary>What this process knows of the vendors' limits.</summary>
internal sealed class LimitBoard(TimeProvider clock) : IApiLimits
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
        DateTimeOffset now = clock.GetUtcNow();
        List<Told> all = [.. _told.Where(t => t.Key.System == system && t.Value.Until > now).Select(t => t.Value)];
        TimeSpan wait = all.Where(t => t.Limit.Window <= Short && t.Left <= 0).Select(t => t.Until - now).DefaultIfEmpty().Max();
        if (wait == TimeSpan.Zero)
        {
            all.ForEach(t => t.Take());
        }

        return wait;
    }

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
