using System.Collections.Concurrent;

namespace Odoo.Connectors.Sync;

/// <summary>Numbers of totals that are committed: they never change. Not more of them than fit into a few megabytes.</summary>
internal sealed class TotalIds
{
    private const int Most = 100_000;
    private readonly ConcurrentDictionary<TotalKey, long> _ids = new();

    public bool TryFind(TotalKey key, out long id) => _ids.TryGetValue(key, out id);

    public void Remember(Dictionary<TotalKey, long> ids)
    {
        if (_ids.Count + ids.Count > Most)
        {
            _ids.Clear();
        }

        foreach ((TotalKey key, long id) in ids)
        {
            _ids[key] = id;
        }
    }
}
