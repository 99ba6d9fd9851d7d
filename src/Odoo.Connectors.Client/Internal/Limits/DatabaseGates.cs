using System.Collections.Concurrent;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The gates of all databases that some client of this process is limited for.</summary>
internal sealed class DatabaseGates(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Authority, string Database), DatabaseGate> _gates = new();

    /// <returns><see langword="null"/> where nothing is limited.</returns>
    public Passage? Find(OdooClientOptions options, Deadline deadline) => Pace.Of(options) is { } pace
        ? new Passage(_gates.GetOrAdd((options.Url!.Authority, options.Database), static (_, clock) => new DatabaseGate(clock), time), pace, deadline)
        : null;
}
