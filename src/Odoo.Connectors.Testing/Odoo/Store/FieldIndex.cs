namespace Odoo.Connectors.Testing.Store;

/// <summary>The ids of rows by the value of a field, in order; one of many linked ids counts as a value.</summary>
internal sealed class FieldIndex(string field) : IRowIndex
{
    private readonly Dictionary<object, List<long>> _ids = [];

    public IReadOnlyCollection<string> Fields { get; } = [field];

    public IReadOnlyList<long> this[object value] => _ids.GetValueOrDefault(value) ?? [];

    public void Add(Row row)
    {
        foreach (var key in Keys(row))
        {
            if (!_ids.TryGetValue(key, out var ids))
            {
                _ids[key] = ids = new List<long>(1);
            }

            // Most rows are the newest of their value.
            var place = ids.Count == 0 || ids[^1] < row.Id ? ids.Count : ~ids.BinarySearch(row.Id);
            if (place >= 0)
            {
                ids.Insert(place, row.Id);
            }
        }
    }

    public void Remove(Row row)
    {
        foreach (var key in Keys(row))
        {
            if (_ids.TryGetValue(key, out var ids) && ids.BinarySearch(row.Id) is >= 0 and var place)
            {
                ids.RemoveAt(place);
                if (ids.Count == 0)
                {
                    _ids.Remove(key);
                }
            }
        }
    }

    private IEnumerable<object> Keys(Row row) => row[field] switch
    {
        null => [],
        long[] many => many.Distinct().Cast<object>(),
        { } one => [one],
    };
}
