using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>Collects what a host writes to a target's fields beyond, or instead of, what the adapter writes.</summary>
/// <typeparam name="T">The record type of the intents.</typeparam>
public sealed class FieldMap<T>
{
    internal List<FieldMapping> Fields { get; } = [];

    internal SortedDictionary<string, string> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes a field that the adapter does not write, such as a custom one.</summary>
    /// <param name="field">The target's name of the field, for example <c>x_cost_center</c>.</param>
    /// <param name="value">
    /// Its value, of the record alone: a text, a truth value, a whole number, a decimal or a date; composed of <see cref="MapText"/> and own
    /// static methods. Constants and tables it names are taken as they are now.
    /// </param>
    /// <param name="optional">
    /// Whether a record without the value leaves the field as it is. The default is false: no value is a case.
    /// </param>
    /// <returns>This map.</returns>
    /// <exception cref="ConnectorException">The expression is of another type or form, or the field is mapped twice.</exception>
    public FieldMap<T> Set(string field, Expression<Func<T, object?>> value, bool optional = false) => Add(field, FieldMappingKind.Set, value, optional);

    /// <summary>Writes a field that the adapter writes too, with another value.</summary>
    /// <inheritdoc cref="Set"/>
    public FieldMap<T> Override(string field, Expression<Func<T, object?>> value, bool optional = false) => Add(field, FieldMappingKind.Override, value, optional);

    /// <summary>Leaves a field alone that the adapter would write.</summary>
    /// <param name="field">The target's name of the field.</param>
    /// <returns>This map.</returns>
    /// <exception cref="ConnectorException">The field is mapped twice.</exception>
    public FieldMap<T> Unset(string field)
    {
        Refuse(field);
        Fields.Add(new FieldMapping(field, FieldMappingKind.Unset, $"{field} is left alone", false, _ => null, field));
        return this;
    }

    private FieldMap<T> Add(string field, FieldMappingKind kind, Expression<Func<T, object?>> value, bool optional)
    {
        ArgumentNullException.ThrowIfNull(value);
        Refuse(field);
        MappedExpression read = MappedExpression.Of(value, field);
        Func<T, object?> compiled = ((Expression<Func<T, object?>>)read.Frozen).Compile();
        foreach (LookupTable table in read.Tables)
        {
            if (Tables.TryGetValue(table.Name, out string? other) && other != table.Definition)
            {
                throw new ConnectorException(ErrorKind.Configuration, $"Two lookup tables are named '{table.Name}'; give each a name of its own.");
            }

            Tables[table.Name] = table.Definition;
        }

        string text = $"{field} = {read.Text}";
        Fields.Add(new FieldMapping(field, kind, text, optional, record => compiled((T)record), string.Join(", ", read.Sources)));
        return this;
    }

    private void Refuse(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        if (Fields.Exists(f => f.Field == field))
        {
            throw new ConnectorException(ErrorKind.Configuration, $"{typeof(T).Name} maps the field '{field}' twice; take one of them out.") { Field = field };
        }
    }
}
