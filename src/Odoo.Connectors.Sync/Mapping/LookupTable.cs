namespace Odoo.Connectors.Sync;

/// <summary>A table that a mapping looks values up in. Its content is part of the mapping's version.</summary>
public sealed class LookupTable
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>Makes a table.</summary>
    /// <param name="name">Its name, as provenance and cases show it.</param>
    /// <param name="entries">Values of the source and what they become, compared by ordinal.</param>
    public LookupTable(string name, params IEnumerable<(string From, string To)> entries)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(entries);
        Name = name;
        foreach ((string from, string to) in entries)
        {
            _entries[from] = to;
        }
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    internal string Definition => $"table {Name}: {string.Join("; ", _entries.Select(e => $"{e.Key}={e.Value}"))}";

    internal bool TryFind(string from, out string? to) => _entries.TryGetValue(from, out to);

    /// <summary>The name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
