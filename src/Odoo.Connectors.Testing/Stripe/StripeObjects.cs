using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The current state of every object, and the events that led there.</summary>
internal sealed class StripeObjects
{
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject[]> _newestFirst = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _saidAt = new(StringComparer.Ordinal);

    /// <summary>How often something changed.</summary>
    public long Changes { get; private set; }

    /// <summary>Objects may have changed in place.</summary>
    public void Changed() => Changes++;

    public void Put(JsonObject value)
    {
        string id = value["id"]?.GetValue<string>() ?? throw new ArgumentException("An object needs an id.", nameof(value));
        if (value["object"] is null)
        {
            throw new ArgumentException($"{id} does not say what object it is.", nameof(value));
        }

        Set(id, (JsonObject)value.DeepClone());
    }

    /// <summary>Stores an object itself, not a copy: what becomes of it is seen at once.</summary>
    public JsonObject Track(JsonObject value)
    {
        Set(value.Text("id")!, value);
        return value;
    }

    public void Remove(string id)
    {
        if (_objects.Remove(id, out JsonObject? known))
        {
            Changed();
            _kinds[known.Text("object")!].Remove(id);
            _newestFirst.Remove(known.Text("object")!);
        }
    }

    /// <summary>Stores an event and the state it carries, unless a later event on the same object came first.</summary>
    public void Occur(JsonObject evt)
    {
        if (evt["data"]?["object"] is not JsonObject state)
        {
            throw new ArgumentException("An event carries an object in data.object.", nameof(evt));
        }

        Put(evt);
        string id = state["id"]?.GetValue<string>() ?? throw new ArgumentException("An object needs an id.", nameof(evt));
        long created = evt["created"]?.GetValue<long>() ?? 0;
        if (_saidAt.TryGetValue(id, out long said) && created < said)
        {
            return;
        }

        _saidAt[id] = created;
        Put(state);
    }

    public JsonObject? Find(string id) => _objects.GetValueOrDefault(id);

    /// <summary>All objects of a kind, newest first.</summary>
    public IReadOnlyList<JsonObject> All(string kind)
    {
        if (!_newestFirst.TryGetValue(kind, out JsonObject[]? all))
        {
            all = _kinds.TryGetValue(kind, out OrderedDictionary<string, JsonObject>? known)
                ? [.. known.Values.Where(o => o["deleted"] is null).Reverse().OrderByDescending(o => o["created"]?.GetValue<long>() ?? 0)]
                : [];
            _newestFirst[kind] = all;
        }

        return all;
    }

    private void Set(string id, JsonObject value)
    {
        string kind = value["object"]!.GetValue<string>();
        if (_objects.TryGetValue(id, out JsonObject? known) && known["object"]!.GetValue<string>() != kind)
        {
            Remove(id);
        }

        if (!_kinds.TryGetValue(kind, out OrderedDictionary<string, JsonObject>? all))
        {
            all = new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal);
            _kinds[kind] = all;
        }

        Changed();
        _objects[id] = value;
        all[id] = value;
        _newestFirst.Remove(kind);
    }
}
