using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Model;

/// <summary>
/// Fields beyond the model, under the source's own names (<c>Region__c</c>, <c>cf_cost_center</c>), as text.
/// They travel untouched and are mapped by the host. Two sets are equal when their names and values are.
/// </summary>
public sealed class CustomFields : IReadOnlyDictionary<string, string?>, IEquatable<CustomFields>
{
    private readonly SortedDictionary<string, string?> _fields;

    /// <summary>Takes a copy of the given fields.</summary>
    /// <param name="fields">Names and values; the names are compared by ordinal.</param>
    public CustomFields(IEnumerable<KeyValuePair<string, string?>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = new(StringComparer.Ordinal);
        foreach ((string name, string? value) in fields)
        {
            _fields[name] = value;
        }
    }

    /// <summary>No fields.</summary>
    public static CustomFields Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _fields.Keys;

    /// <inheritdoc/>
    public IEnumerable<string?> Values => _fields.Values;

    /// <summary>The value of a field, or null when the source did not send it.</summary>
    /// <param name="key">The source's name of the field.</param>
    public string? this[string key] => _fields.GetValueOrDefault(key);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _fields.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value) => _fields.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(CustomFields? other) => other is not null && _fields.SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CustomFields);

    /// <inheritdoc/>
    public override int GetHashCode() => _fields.Count;

    /// <summary>How many fields there are; names and values may be personal.</summary>
    /// <returns>The count.</returns>
    public override string ToString() => $"{Count} custom fields";
}
