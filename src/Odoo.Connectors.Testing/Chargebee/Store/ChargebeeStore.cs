using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>What the site keeps: the current state of every resource, in the order in which they were made, and by whom they belong to.</summary>
internal sealed class ChargebeeStore
{
    private static readonly string[] Owners = ["customer_id", "subscription_id"];

    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> _kinds =
        ChargebeeKind.All.ToDictionary(kind => kind.Name, _ => new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal));

    private readonly Dictionary<(string Kind, string Owner, string Id), List<JsonObject>> _owned = [];

    /// <summary>Grows with every change.</summary>
    public long Changes { get; private set; }

    public void Touch() => Changes++;

    public JsonObject? Find(string kind, string? id) => id is null ? null : _kinds[kind].GetValueOrDefault(id);

    /// <summary>A resource that a call needs.</summary>
    public JsonObject Get(string kind, string id) => Find(kind, id) is { } found && !found.Flag("deleted") ? found : throw ChargebeeRefusal.NotFound(id);

    public IEnumerable<JsonObject> All(string kind) => _kinds[kind].Values;

    /// <summary>Those of a customer or of a subscription.</summary>
    public IEnumerable<JsonObject> Of(string kind, string owner, string? id) => id is not null && _owned.TryGetValue((kind, owner, id), out List<JsonObject>? owned) ? owned : [];

    public JsonObject Add(string kind, JsonObject value)
    {
        string id = value.Text("id") ?? throw new ArgumentException("A resource needs an id.", nameof(value));
        if (!_kinds[kind].TryAdd(id, value))
        {
            throw ChargebeeRefusal.Duplicate(id);
        }

        Own(kind, value);
        return value;
    }

    public void Replace(string kind, JsonObject value)
    {
        string id = value.Text("id") ?? throw new ArgumentException("A resource needs an id.", nameof(value));
        if (_kinds[kind].TryGetValue(id, out JsonObject? known))
        {
            Disown(kind, known);
        }

        _kinds[kind][id] = value;
        Own(kind, value);
    }

    public void Remove(string kind, string id)
    {
        Disown(kind, _kinds[kind][id]);
        _kinds[kind].Remove(id);
    }

    /// <summary>Gives a resource another id; it stays where it is in the order.</summary>
    public void Rename(string kind, string from, string to)
    {
        OrderedDictionary<string, JsonObject> all = _kinds[kind];
        int place = all.IndexOf(from);
        JsonObject value = all[from];
        value["id"] = to;
        all.RemoveAt(place);
        all.Insert(place, to, value);
        Touch();
    }

    private void Own(string kind, JsonObject value)
    {
        Touch();
        foreach (string owner in Owners)
        {
            if (value.Text(owner) is { } id)
            {
                if (!_owned.TryGetValue((kind, owner, id), out List<JsonObject>? owned))
                {
                    owned = [];
                    _owned[(kind, owner, id)] = owned;
                }

                owned.Add(value);
            }
        }
    }

    private void Disown(string kind, JsonObject value)
    {
        Touch();
        foreach (string owner in Owners)
        {
            if (value.Text(owner) is { } id)
            {
                _owned[(kind, owner, id)].Remove(value);
            }
        }
    }
}
