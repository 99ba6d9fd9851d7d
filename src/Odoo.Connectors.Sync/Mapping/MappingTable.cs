using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What the host maps in code, by record type and target. Ports ask it for every plan.</summary>
public sealed class MappingTable
{
    private readonly Dictionary<(string Target, string Record), (Type Type, FieldMappings Fields)> _maps = [];

    /// <summary>Maps fields of a record type to fields of a target; called again, it adds to what was mapped.</summary>
    /// <typeparam name="T">The record type of the target's intents.</typeparam>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="to">The fields.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ConnectorException">An expression cannot be mapped, or a field is mapped twice.</exception>
    public MappingTable Map<T>(string target, Action<FieldMap<T>> to)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(to);
        if (!_maps.TryGetValue((target, typeof(T).Name), out (Type Type, FieldMappings Fields) map))
        {
            _maps[(target, typeof(T).Name)] = map = (typeof(T), new FieldMappings(new FieldMap<T>()));
        }

        FieldMap<T> fields = (FieldMap<T>)map.Fields.Map;
        to(fields);
        map.Fields.Take(fields.Fields, fields.Tables);
        return this;
    }

    /// <summary>Applies the mappings to what an adapter plans.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="record">The record.</param>
    /// <param name="source">Where the record comes from, for the message of a failure.</param>
    /// <param name="planned">What the adapter writes by itself; it is changed.</param>
    /// <returns>Null, or why a person must look: a value is missing or a function failed. Names both fields, never a value.</returns>
    public CaseReason? Apply(string target, object record, ExternalRef source, PlannedFields planned)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(planned);
        foreach (FieldMapping mapping in For(target, record))
        {
            if (mapping.Kind == FieldMappingKind.Unset)
            {
                planned.Values.Remove(mapping.Field);
                continue;
            }

            if (mapping.Kind == FieldMappingKind.Set && planned.Values.ContainsKey(mapping.Field))
            {
                return Failure(ErrorKind.Configuration, mapping, $"'{target}' writes {mapping.Field} by itself: map it by Override instead of Set, restart and retry");
            }

            (object? value, string? failure) = Value(mapping, record);
            if (failure is not null)
            {
                return Failure(ErrorKind.Validation, mapping, $"the mapping {mapping.Text} failed for {source}: {failure}");
            }

            if (value is not null)
            {
                planned.Set(mapping.Field, Node(value), mapping.Text);
            }
            else if (!mapping.Optional)
            {
                return Failure(
                    ErrorKind.Validation, mapping,
                    $"the mapping {mapping.Text} finds no value in {mapping.Sources} of {source}: enter it there, or map it with a default or as optional, then retry");
            }
        }

        return null;
    }

    /// <summary>What the mapped fields of a record come to, as text: what must be agreed on besides the standard fields.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="record">The record.</param>
    /// <returns>Target fields and values; null for a value that is missing or cannot be made.</returns>
    public IEnumerable<KeyValuePair<string, string?>> Values(string target, object record)
    {
        ArgumentNullException.ThrowIfNull(record);
        foreach (FieldMapping mapping in For(target, record).Where(m => m.Kind != FieldMappingKind.Unset))
        {
            yield return new($"{target}/{mapping.Text}", Value(mapping, record).Value is object value ? Node(value).ToString() : null);
        }
    }

    internal string Definition(string target) => string.Join(
        '\n',
        _maps.Where(m => m.Key.Target == target).OrderBy(m => m.Key.Record, StringComparer.Ordinal)
            .SelectMany(m => m.Value.Fields.Definitions.Select(d => $"{m.Key.Record}: {d}").Concat(m.Value.Fields.Tables)).Distinct());

    /// <summary>Fails unless every target is a system that is written to.</summary>
    internal void Check(IReadOnlyCollection<string> ports)
    {
        foreach ((string target, string record) in _maps.Keys)
        {
            if (!ports.Contains(target))
            {
                throw new ConnectorException(
                    ErrorKind.Configuration,
                    $".Map<{record}>(\"{target}\", …) names no connected system that is written to; connect '{target}' or write one of: {string.Join(", ", ports.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private IReadOnlyList<FieldMapping> For(string target, object record) =>
        _maps.TryGetValue((target, record.GetType().Name), out (Type Type, FieldMappings Fields) map) && map.Type == record.GetType() ? map.Fields.All : [];

    private static (object? Value, string? Failure) Value(FieldMapping mapping, object record)
    {
        try
        {
            return (mapping.Value(record), null);
        }
        catch (ConnectorException e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A message of the framework may quote the value.
            return (null, $"{e.GetType().Name} in {mapping.Sources}; enter a value that can be mapped there, or mend the function, then retry");
        }
    }

    private static CaseReason Failure(ErrorKind kind, FieldMapping mapping, string message) =>
        new(kind, "mapping-failed", $"{char.ToUpperInvariant(message[0])}{message[1..]}.", mapping.Field);

    private static JsonNode Node(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{value.GetType().Name} was refused when it was mapped."),
    };
}
