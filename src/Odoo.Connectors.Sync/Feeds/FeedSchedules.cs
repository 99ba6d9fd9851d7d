using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The schedules of all polled systems, read when the hub is made, so that a wrong one stops the start.</summary>
internal sealed class FeedSchedules
{
    private readonly Dictionary<string, FeedSchedule> _schedules;

    public FeedSchedules(HubSystems systems, IOptionsMonitor<FeedOptions> options) =>
        _schedules = systems.Polls.ToDictionary(p => p.Name, p => new FeedSchedule(p.Name, options.Get(p.Name), p.Interval), StringComparer.Ordinal);

    public FeedSchedule Of(IPollFeed feed) => _schedules[feed.Name];
}
