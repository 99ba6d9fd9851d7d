using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>Collects the fields of a record type that another system than its owner is right about.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class OwnershipExceptions<T>
{
    internal Dictionary<string, string> Fields { get; } = [];

    /// <summary>Gives one field to another system.</summary>
    /// <param name="field">The field, for example <c>c => c.VatNumber</c>.</param>
    /// <param name="system">The configured name of its owner.</param>
    /// <returns>This collection.</returns>
    public OwnershipExceptions<T> Except(Expression<Func<T, object?>> field, string system)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentException.ThrowIfNullOrEmpty(system);
        Fields[OwnershipTable.FieldOf(field)] = system;
        return this;
    }
}
