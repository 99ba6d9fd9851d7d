using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What was touched since the call began, with what it was before.</summary>
internal sealed class SalesforceTransaction
{
    private readonly OrderedDictionary<JsonObject, (string Type, JsonObject? Before)> _touched = new(ReferenceEqualityComparer.Instance);

    /// <summary>To be called before a record changes, or right after it was made.</summary>
    public void Touch(string type, JsonObject record, bool isNew) =>
        _touched.TryAdd(record, (type, isNew ? null : (JsonObject)record.DeepClone()));

    public IReadOnlyList<SalesforceChange> Changes => [.. _touched.Select(entry => new SalesforceChange(entry.Value.Type, entry.Value.Before, entry.Key))];

    /// <summary>Brings everything back; what was made is handed to be forgotten.</summary>
    public void Undo(Action<string, JsonObject> forget)
    {
        foreach ((JsonObject record, (string type, JsonObject? before)) in _touched.Reverse())
        {
            if (before is null)
            {
                forget(type, record);
                continue;
            }

            record.Clear();
            foreach ((string name, JsonNode? value) in before)
            {
                record[name] = value?.DeepClone();
            }
        }

        _touched.Clear();
    }
}
