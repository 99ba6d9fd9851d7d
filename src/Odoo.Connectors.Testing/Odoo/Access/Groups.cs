using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

/// <summary>Which groups a user is in: those given and all that they imply.</summary>
internal sealed class Groups(World world)
{
    // Arrays of links are never changed in place, so that they are keys.
    private readonly Dictionary<long[], HashSet<long>> _known = [];

    private readonly Dictionary<string, long> _ids = [];

    public bool Has(Row user, string group) => IdOf(group) is { } id && Of(user).Contains(id);

    public HashSet<long> Of(Row user)
    {
        var given = user.Links("group_ids");
        if (!_known.TryGetValue(given, out var all))
        {
            _known[given] = all = Closure(given);
        }

        return all;
    }

    /// <summary>The groups and what they imply.</summary>
    public HashSet<long> Closure(IEnumerable<long> groups)
    {
        HashSet<long> closure = [.. groups];
        var waiting = new Queue<long>(closure);
        while (waiting.TryDequeue(out var id))
        {
            foreach (var implied in (world["res.groups"].Find(id)?.Links("implied_ids") ?? []).Where(closure.Add))
            {
                waiting.Enqueue(implied);
            }
        }

        return closure;
    }

    public void Forget() => _known.Clear();

    private long? IdOf(string group)
    {
        if (!_ids.TryGetValue(group, out var id))
        {
            if (world.ExternalIds.Find(group) is not { } found)
            {
                return null;
            }

            _ids[group] = id = found.Id;
        }

        return id;
    }
}
