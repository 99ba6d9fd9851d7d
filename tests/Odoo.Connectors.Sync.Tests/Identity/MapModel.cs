using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>The identity map as one would explain it: each reference has a home, each merge that stands leads from one home to another.</summary>
internal sealed class MapModel
{
    private readonly Dictionary<ExternalRef, int> _home = [];
    private readonly Dictionary<ExternalRef, LinkState> _state = [];
    private readonly SortedDictionary<long, (int Loser, int Survivor, Dictionary<ExternalRef, LinkState> Was)> _merges = [];
    private int _records;

    public List<long> Active => [.. _merges.Keys];

    public bool Knows(ExternalRef reference) => _home.ContainsKey(reference);

    public LinkState StateOf(ExternalRef reference) => _state[reference];

    public IEnumerable<string> MembersWith(ExternalRef reference) =>
        _home.Keys.Where(r => Record(r) == Record(reference)).Select(r => r.Id).Order(StringComparer.Ordinal);

    public bool Link(ExternalRef one, ExternalRef to)
    {
        Ensure(to);
        if (!Knows(one))
        {
            _home[one] = Record(to);
        }

        if (Record(one) != Record(to))
        {
            return false;
        }

        _state[one] = LinkState.Linked;
        return true;
    }

    public void Merge(long id, ExternalRef loser, ExternalRef survivor) =>
        _merges[id] = (Record(loser), Record(survivor), _home.Keys.Where(r => Record(r) == Record(loser)).ToDictionary(r => r, r => _state[r]));

    public void Unmerge(long id)
    {
        Dictionary<ExternalRef, LinkState> was = _merges[id].Was;
        List<ExternalRef> returned = [.. was.Keys.Where(r => Path(r).Contains(id))];
        _merges.Remove(id);
        foreach (ExternalRef reference in returned.Where(r => _state[r] == LinkState.Superseded))
        {
            _state[reference] = was[reference];
        }
    }

    public void Supersede(long? merged, ExternalRef old, ExternalRef replacement)
    {
        if (merged is long id)
        {
            Merge(id, old, replacement);
        }
        else if (!Knows(replacement))
        {
            _home[replacement] = Record(old);
        }

        _state[replacement] = LinkState.Linked;
        _state[old] = LinkState.Superseded;
    }

    public void Tombstone(ExternalRef reference)
    {
        Ensure(reference);
        _state[reference] = LinkState.Tombstoned;
    }

    private void Ensure(ExternalRef reference)
    {
        if (!Knows(reference))
        {
            _home[reference] = _records++;
            _state[reference] = LinkState.Linked;
        }
    }

    private int Record(ExternalRef reference) => Path(reference) is [.., long last] ? _merges[last].Survivor : _home[reference];

    /// <summary>The merges that lead from a reference's home to its record.</summary>
    private List<long> Path(ExternalRef reference)
    {
        List<long> path = [];
        int record = _home[reference];
        while (_merges.Where(m => m.Value.Loser == record).Select(m => (long?)m.Key).SingleOrDefault() is long next)
        {
            path.Add(next);
            record = _merges[next].Survivor;
        }

        return path;
    }
}
