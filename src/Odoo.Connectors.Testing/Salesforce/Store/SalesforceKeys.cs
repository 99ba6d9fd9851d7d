using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Finds records by the value of a field; a field is indexed from its first search on.</summary>
internal sealed class SalesforceKeys(SalesforceRecords records)
{
    private readonly Dictionary<(string Type, string Field), Dictionary<string, List<JsonObject>>> _indexes = [];

    /// <summary>The records that are not deleted and have this value, compared without case.</summary>
    public IReadOnlyList<JsonObject> Find(string type, string field, string value)
    {
        if (!_indexes.TryGetValue((type, field), out Dictionary<string, List<JsonObject>>? index))
        {
            _indexes[(type, field)] = index = new Dictionary<string, List<JsonObject>>(StringComparer.OrdinalIgnoreCase);
            foreach (JsonObject record in records.All(type))
            {
                Insert(index, record, field);
            }
        }

        return index.TryGetValue(value, out List<JsonObject>? found) ? found : [];
    }

    public void Remove(string type, JsonObject record) => Each(type, (index, field) =>
    {
        if (record[field]?.ToString() is { } value && index.TryGetValue(value, out List<JsonObject>? found))
        {
            found.Remove(record);
        }
    });

    public void Insert(string type, JsonObject record) => Each(type, (index, field) => Insert(index, record, field));

    public void Forget() => _indexes.Clear();

    private static void Insert(Dictionary<string, List<JsonObject>> index, JsonObject record, string field)
    {
        if (record[field]?.ToString() is not { } value || record["IsDeleted"]?.GetValue<bool>() is true)
        {
            return;
        }

        if (!index.TryGetValue(value, out List<JsonObject>? found))
        {
            index[value] = found = [];
        }

        found.Add(record);
    }

    private void Each(string type, Action<Dictionary<string, List<JsonObject>>, string> visit)
    {
        foreach (((string indexed, string field), Dictionary<string, List<JsonObject>> index) in _indexes)
        {
            if (indexed == type)
            {
                visit(index, field);
            }
        }
    }
}
