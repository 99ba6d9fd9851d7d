using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>The fields of a record type that systems share, each as text.</summary>
/// <typeparam name="T">The record type, as the readers of all systems decode it.</typeparam>
public sealed class RecordFields<T>
    where T : class
{
    private readonly List<(string Name, Func<T, string?> Value)> _fields = [];

    /// <summary>Names what tells when a record was changed last, by its system's clock.</summary>
    /// <param name="changedAt">The time; only <see cref="Conflict.NewestWins"/> looks at it.</param>
    public RecordFields(Func<T, DateTimeOffset> changedAt)
    {
        ArgumentNullException.ThrowIfNull(changedAt);
        ChangedAt = changedAt;
    }

    internal Func<T, DateTimeOffset> ChangedAt { get; }

    internal IReadOnlyList<(string Name, Func<T, string?> Value)> All => _fields;

    /// <summary>Adds a field that is a text.</summary>
    /// <param name="field">The property, for example <c>c => c.Name</c>.</param>
    /// <returns>These fields.</returns>
    public RecordFields<T> Add(Expression<Func<T, object?>> field) => Add(field, value => (string?)value);

    /// <summary>Adds a field with the text it is compared and written as.</summary>
    /// <param name="field">The property.</param>
    /// <param name="text">Its value as text: the same for all systems.</param>
    /// <returns>These fields.</returns>
    public RecordFields<T> Add(Expression<Func<T, object?>> field, Func<object?, string?> text)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(text);
        Func<T, object?> value = field.Compile();
        _fields.Add((OwnershipTable.FieldOf(field), record => text(value(record))));
        return this;
    }
}
