using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The fields that a mapping reads of a vendor's JSON object: the table drives the reading, so that what it lists is what is used, neither
/// more nor less. No reflection and no tree of nodes. A table never changes: each method gives a new one.
/// </summary>
/// <typeparam name="T">What the fields are read into, a builder of the record.</typeparam>
public sealed class FieldTable<T> : IFieldWalk
    where T : class
{
    private readonly string _vendor;
    private readonly ImmutableArray<Entry> _entries;
    private readonly Lazy<(FieldNames Names, FieldReader<T>[] Readers)> _index;

    /// <summary>An empty table.</summary>
    /// <param name="vendor">The vendor as messages name it, for example <c>Salesforce</c>.</param>
    public FieldTable(string vendor)
        : this(vendor, [])
    {
    }

    private FieldTable(string vendor, ImmutableArray<Entry> entries)
    {
        (_vendor, _entries) = (vendor, entries);
        _index = new(() => (new FieldNames([.. entries.Select(e => e.Name)]), [.. entries.Select(e => e.Read)]));
    }

    /// <summary>The names of all fields in the order they were added; those of objects inside with a dot between.</summary>
    public IReadOnlyList<string> Names => [.. ((IFieldWalk)this).Paths];

    IEnumerable<string> IFieldWalk.Paths => _entries.SelectMany(e => e.Inner is null ? [e.Name] : e.Inner.Paths.Select(p => $"{e.Name}.{p}"));

    /// <summary>Reads a field. One that is in the table already is read by both.</summary>
    /// <param name="name">The vendor's name of it.</param>
    /// <param name="read">Reads its value.</param>
    /// <returns>The larger table.</returns>
    public FieldTable<T> Field(string name, FieldReader<T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        return Add(new Entry(name, read, null));
    }

    /// <summary>Reads an object inside by a table of its own. Null is read as nothing.</summary>
    /// <typeparam name="TInner">What that table reads into.</typeparam>
    /// <param name="name">The vendor's name of the field.</param>
    /// <param name="table">The fields of the object.</param>
    /// <param name="into">Gives what they are read into; asked once for each object that is there.</param>
    /// <returns>The larger table.</returns>
    public FieldTable<T> Object<TInner>(string name, FieldTable<TInner> table, Func<T, TInner> into)
        where TInner : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(into);
        return Add(new Entry(name, (ref r, t) => table.ReadInner(ref r, r.TokenType == JsonTokenType.Null ? null : into(t)), table));
    }

    /// <summary>Reads an array of objects by a table. Null is read as nothing.</summary>
    /// <typeparam name="TInner">What that table reads into.</typeparam>
    /// <param name="name">The vendor's name of the field.</param>
    /// <param name="table">The fields of each object.</param>
    /// <param name="next">Gives what the next object is read into.</param>
    /// <returns>The larger table.</returns>
    public FieldTable<T> Objects<TInner>(string name, FieldTable<TInner> table, Func<T, TInner> next)
        where TInner : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(next);
        return Add(new Entry(name, (ref r, t) => table.ReadAll(ref r, t, next), table));
    }

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object in UTF-8, and nothing else.</param>
    /// <param name="into">What its fields are read into; fields that are not there leave it as it is.</param>
    /// <exception cref="ConnectorException">It is no JSON object, or a field does not hold what it should; names the place or the field.</exception>
    public void Read(ReadOnlySpan<byte> json, T into)
    {
        Utf8JsonReader reader = new(json);
        Read(ref reader, into);
        try
        {
            reader.Read();
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Reads an object that a reader stands on or before, and leaves the reader at its end.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="into">What its fields are read into; fields that are not there leave it as it is.</param>
    /// <exception cref="ConnectorException">It is no JSON object, or a field does not hold what it should; names the place or the field.</exception>
    public void Read(ref Utf8JsonReader reader, T into)
    {
        ArgumentNullException.ThrowIfNull(into);
        try
        {
            if (reader.TokenType == JsonTokenType.None)
            {
                reader.Read();
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new ConnectorException(ErrorKind.Protocol, $"What {_vendor} sent is no JSON object.");
            }

            ReadInner(ref reader, into);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Which fields of an object this table reads and which it does not, nested ones too.</summary>
    /// <param name="json">The object in UTF-8, or an array of such objects.</param>
    /// <returns>The names.</returns>
    /// <exception cref="ConnectorException">It is no JSON; names the place.</exception>
    public FieldUse UseOf(ReadOnlySpan<byte> json)
    {
        FieldNotes notes = new();
        try
        {
            Utf8JsonReader reader = new(json);
            reader.Read();
            ((IFieldWalk)this).Walk(ref reader, "", notes);
            return notes.Done();
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    void IFieldWalk.Walk(ref Utf8JsonReader reader, string prefix, FieldNotes notes)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ((IFieldWalk)this).Walk(ref reader, prefix, notes);
            }

            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            int at = _index.Value.Names.Find(ref reader, 0);
            reader.Read();
            if (at >= 0 && _entries[at].Inner is IFieldWalk inner && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                inner.Walk(ref reader, $"{prefix}{name}.", notes);
                continue;
            }

            notes.Note(prefix + name, at >= 0);
            reader.Skip();
        }
    }

    private FieldTable<T> Add(Entry added)
    {
        int there = _entries.IndexOf(_entries.FirstOrDefault(e => e.Name == added.Name)!);
        if (there < 0)
        {
            return new FieldTable<T>(_vendor, _entries.Add(added));
        }

        (FieldReader<T> first, FieldReader<T> second) = (_entries[there].Read, added.Read);
        FieldReader<T> both = (ref reader, into) =>
        {
            Utf8JsonReader again = reader;
            first(ref again, into);
            second(ref reader, into);
        };
        return new FieldTable<T>(_vendor, _entries.SetItem(there, new Entry(added.Name, both, _entries[there].Inner ?? added.Inner)));
    }

    private void ReadInner(ref Utf8JsonReader reader, T? into)
    {
        if (into is null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidOperationException("An object was expected.");
        }

        (FieldNames names, FieldReader<T>[] readers) = _index.Value;
        int at = -1, expected = 0;
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                at = names.Find(ref reader, expected);
                reader.Read();
                if (at < 0)
                {
                    reader.Skip();
                }
                else
                {
                    expected = at + 1;
                    readers[at](ref reader, into);
                }
            }
        }
        catch (FieldFaultException e)
        {
            throw e.Within(_entries[at].Name);
        }
        catch (Exception e) when (at >= 0 && e is InvalidOperationException or FormatException or OverflowException)
        {
            // Without the inner exception: its message may quote the value.
            string path = _entries[at].Name;
            throw new FieldFaultException(_vendor, path) { Field = path };
        }
    }

    private void ReadAll<TOuter>(ref Utf8JsonReader reader, TOuter outer, Func<TOuter, T> next)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidOperationException("An array was expected.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadInner(ref reader, next(outer));
        }
    }

    private ConnectorException Unreadable(JsonException e)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        return new ConnectorException(ErrorKind.Protocol, $"The JSON of {_vendor} cannot be read at {place}.") { Field = place };
    }

    private sealed record Entry(string Name, FieldReader<T> Read, IFieldWalk? Inner);
}
