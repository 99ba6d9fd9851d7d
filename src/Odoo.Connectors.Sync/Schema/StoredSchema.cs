using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odoo.Connectors.Sync;

/// <summary>A snapshot as the store keeps it, with what was needed when it was taken.</summary>
internal sealed record StoredSchema(IReadOnlyList<string> Needs, SortedDictionary<string, string> Entries)
{
    public static StoredSchema Of(IReadOnlyList<string> needs, SchemaSnapshot snapshot) =>
        new([.. needs.Order(StringComparer.Ordinal)], new SortedDictionary<string, string>(snapshot.Entries.ToDictionary(), StringComparer.Ordinal));

    public static StoredSchema? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize(text, StoredSchemaJson.Default.StoredSchema);

    public override string ToString() => JsonSerializer.Serialize(this, StoredSchemaJson.Default.StoredSchema);

    /// <summary>What an entry is a part of: the field of a picklist's value.</summary>
    private static string Of(string entry) => entry.IndexOf('=', StringComparison.Ordinal) is > 0 and int end ? entry[..end] : entry;

    /// <summary>
    /// What a later snapshot says otherwise, for people. What the options name newly, or no longer, is no change there.
    /// </summary>
    public IReadOnlyList<string> ChangesTo(StoredSchema later)
    {
        List<string> changes = [];
        foreach ((string name, string definition) in Entries)
        {
            if (later.Entries.TryGetValue(name, out string? now))
            {
                if (now != definition)
                {
                    changes.Add($"{name} was '{definition}' and is '{now}'");
                }
            }
            else if (!Needs.Contains(Of(name)) || later.Needs.Contains(Of(name)))
            {
                changes.Add($"{name} is gone");
            }
        }

        changes.AddRange(later.Entries.Keys.Where(n => !Entries.ContainsKey(n) && (Entries.ContainsKey(Of(n)) || !later.Needs.Contains(Of(n)))).Select(n => $"{n} is new"));
        return changes;
    }
}

/// <summary>How it is written.</summary>
[JsonSerializable(typeof(StoredSchema))]
internal sealed partial class StoredSchemaJson : JsonSerializerContext;
