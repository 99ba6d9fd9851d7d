using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>What the site keeps: the current state of every resource, in the order in which they were made.</summary>
internal sealed class ChargebeeStore
{
    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> _kinds =
        ChargebeeKind.All.ToDictionary(kind => kind.Name, _ => new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal));

    public JsonObject? Find(string kind, string? id) => id is null ? null : _kinds[kind].GetValueOrDefault(id);

    /// <summary>A resource that a call needs.</summary>
    public JsonObject Get(string kind, string id) => Find(kind, id) is { } found && !found.Flag("deleted") ? found : throw ChargebeeRefusal.NotFound(id);

    public IEnumerable<JsonObject> All(string kind) => _kinds[kind].Values;

    public JsonObject Add(string kind, JsonObject value)
    {
        string id = value.Text("id") ?? throw new ArgumentException("A resource needs an id.", nameof(value));
        return _kinds[kind].TryAdd(id, value) ? value : throw ChargebeeRefusal.Duplicate(id);
    }

    public void Replace(string kind, JsonObject value) => _kinds[kind][value.Text("id")!] = value;

    public void Remove(string kind, string id) => _kinds[kind].Remove(id);

    /// <summary>Gives a resource another id; it stays where it is in the order.</summary>
    public void Rename(string kind, string from, string to)
    {
        OrderedDictionary<string, JsonObject> all = _kinds[kind];
        int place = all.IndexOf(from);
        JsonObject value = all[from];
        value["id"] = to;
        all.RemoveAt(place);
        all.Insert(place, to, value);
    }
}
