namespace Odoo.Connectors.Testing.Store;

/// <summary>The records of one model, with indexes on some fields; every change can be undone.</summary>
internal sealed class Table
{
    private readonly string _model;
    private readonly UndoLog _undo;
    private readonly SortedList<long, Row> _rows = [];
    private readonly Dictionary<string, FieldIndex> _byField;
    private readonly List<IRowIndex> _indexes = [];
    private readonly Dictionary<string, List<IRowIndex>> _concerned = [];
    private long _lastId;

    public Table(string model, UndoLog undo, IEnumerable<string> indexed)
    {
        (_model, _undo) = (model, undo);
        _byField = indexed.ToDictionary(f => f, f => new FieldIndex(f));
        foreach (var index in _byField.Values)
        {
            Keep(index);
        }
    }

    public IEnumerable<Row> Rows => _rows.Values;

    public int Count => _rows.Count;

    public bool IsEmpty => _rows.Count == 0;

    public Row? Find(long id) => _rows.GetValueOrDefault(id);

    /// <summary>Rows with this value, or with this id among the linked ones.</summary>
    public IEnumerable<Row> FindBy(string field, object value) => _byField.TryGetValue(field, out var index)
        ? index[value].Select(id => _rows[id]).ToList()
        : Rows.Where(r => r[field] is long[] many ? value is long id && many.Contains(id) : Equals(r[field], value)).ToList();

    /// <summary>The index of a field, where there is one.</summary>
    public FieldIndex? IndexOf(string field) => _byField.GetValueOrDefault(field);

    /// <summary>Rows whose ids are greater, by their id.</summary>
    public IEnumerable<Row> After(long id, bool descending)
    {
        int first = FirstAfter(id), count = _rows.Count - first;
        for (var i = 0; i < count; i++)
        {
            yield return _rows.GetValueAtIndex(descending ? first + count - 1 - i : first + i);
        }
    }

    /// <summary>Keeps one more index, from the first row on.</summary>
    public void Keep(IRowIndex index)
    {
        _indexes.Add(index);
        foreach (var field in index.Fields)
        {
            if (!_concerned.TryGetValue(field, out var concerned))
            {
                _concerned[field] = concerned = [];
            }

            concerned.Add(index);
        }
    }

    public Row Insert()
    {
        // Like a sequence of the database, ids are not given back by a rollback.
        var row = new Row(_model, ++_lastId);
        _rows.Add(row.Id, row);
        _undo.Record(() => Forget(row));
        return row;
    }

    public void Delete(Row row)
    {
        Forget(row);
        _undo.Record(() => Restore(row));
    }

    public void Set(Row row, string field, object? value)
    {
        var old = row[field];
        if (Equals(old, value))
        {
            return;
        }

        Put(row, field, value);
        _undo.Record(() => Put(row, field, old));
    }

    private int FirstAfter(long id)
    {
        int low = 0, high = _rows.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows.GetKeyAtIndex(middle) > id ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Put(Row row, string field, object? value)
    {
        var concerned = _concerned.GetValueOrDefault(field);
        concerned?.ForEach(i => i.Remove(row));
        row.Values[field] = value;
        concerned?.ForEach(i => i.Add(row));
    }

    private void Forget(Row row)
    {
        _indexes.ForEach(i => i.Remove(row));
        _rows.Remove(row.Id);
    }

    private void Restore(Row row)
    {
        _rows.Add(row.Id, row);
        _indexes.ForEach(i => i.Add(row));
    }
}
