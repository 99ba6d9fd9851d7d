namespace Odoo.Connectors.Testing.Store;

/// <summary>The records of one model, with indexes on some fields; every change can be undone.</summary>
internal sealed class Table(string model, UndoLog undo, IEnumerable<string> indexed)
{
    private readonly SortedList<long, Row> _rows = [];
    private readonly Dictionary<string, Dictionary<object, SortedSet<long>>> _indexes = indexed.ToDictionary(f => f, _ => new Dictionary<object, SortedSet<long>>());
    private long _lastId;

    public IEnumerable<Row> Rows => _rows.Values;

    public bool IsEmpty => _rows.Count == 0;

    public Row? Find(long id) => _rows.GetValueOrDefault(id);

    /// <summary>Rows with this value, or with this id among the linked ones.</summary>
    public IEnumerable<Row> FindBy(string field, object value) => _indexes.TryGetValue(field, out var index)
        ? index.TryGetValue(value, out var ids) ? ids.Select(id => _rows[id]).ToList() : []
        : Rows.Where(r => r[field] is long[] many ? value is long id && many.Contains(id) : Equals(r[field], value)).ToList();

    public bool IsIndexed(string field) => _indexes.ContainsKey(field);

    public Row Insert()
    {
        // Like a sequence of the database, ids are not given back by a rollback.
        var row = new Row(model, ++_lastId);
        _rows.Add(row.Id, row);
        undo.Record(() => Forget(row));
        return row;
    }

    public void Delete(Row row)
    {
        Forget(row);
        undo.Record(() => Restore(row));
    }

    public void Set(Row row, string field, object? value)
    {
        var old = row[field];
        if (Equals(old, value))
        {
            return;
        }

        Put(row, field, value);
        undo.Record(() => Put(row, field, old));
    }

    private void Put(Row row, string field, object? value)
    {
        Index(row, field, add: false);
        row.Values[field] = value;
        Index(row, field, add: true);
    }

    private void Forget(Row row)
    {
        foreach (var field in _indexes.Keys)
        {
            Index(row, field, add: false);
        }

        _rows.Remove(row.Id);
    }

    private void Restore(Row row)
    {
        _rows.Add(row.Id, row);
        foreach (var field in _indexes.Keys)
        {
            Index(row, field, add: true);
        }
    }

    private void Index(Row row, string field, bool add)
    {
        if (row[field] is not { } value || !_indexes.TryGetValue(field, out var index))
        {
            return;
        }

        foreach (var key in value is long[] many ? many.Distinct().Cast<object>() : [value])
        {
            Index(index, key, row.Id, add);
        }
    }

    private static void Index(Dictionary<object, SortedSet<long>> index, object key, long id, bool add)
    {
        if (add)
        {
            if (!index.TryGetValue(key, out var ids))
            {
                index[key] = ids = [];
            }

            ids.Add(id);
        }
        else if (index.TryGetValue(key, out var ids))
        {
            ids.Remove(id);
        }
    }
}
