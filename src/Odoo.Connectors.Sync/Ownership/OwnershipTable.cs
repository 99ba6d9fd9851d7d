using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Which system is right about which field. Total by construction: a record type has one owner, and exceptions name single
/// fields. A type without an owner stops the host at start when a flow needs it.
/// </summary>
public sealed class OwnershipTable
{
    private readonly Dictionary<Type, OwnershipRule> _rules = [];

    /// <summary>The rules, for printing.</summary>
    public IEnumerable<OwnershipRule> Rules => _rules.Values;

    /// <summary>Declares the owner of a record type.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="system">The configured name of the owner.</param>
    /// <param name="except">Fields that other systems own; none by default.</param>
    /// <returns>This table.</returns>
    public OwnershipTable Own<T>(string system, Action<OwnershipExceptions<T>>? except = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(system);
        OwnershipExceptions<T> exceptions = new();
        except?.Invoke(exceptions);
        _rules[typeof(T)] = new OwnershipRule(typeof(T).Name, system, exceptions.Fields);
        return this;
    }

    /// <summary>The system that is right about a record type.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <returns>The configured name.</returns>
    /// <exception cref="ConnectorException">No owner was declared.</exception>
    public string OwnerOf<T>() => Rule(typeof(T)).Owner;

    /// <summary>The system that is right about a field.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="field">The property's name.</param>
    /// <returns>The configured name.</returns>
    /// <exception cref="ConnectorException">No owner was declared.</exception>
    public string OwnerOf<T>(string field) => Rule(typeof(T)).OwnerOf(field);

    /// <summary>Fails unless a record type has an owner.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <exception cref="ConnectorException">No owner was declared; says what to call.</exception>
    public void Require<T>() => Rule(typeof(T));

    internal static string FieldOf<T>(Expression<Func<T, object?>> field)
    {
        Expression body = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;
        return body is MemberExpression member && member.Expression is ParameterExpression
            ? member.Member.Name
            : throw new ArgumentException($"'{field}' must name a property of {typeof(T).Name}, such as x => x.Name.", nameof(field));
    }

    private OwnershipRule Rule(Type type) => _rules.TryGetValue(type, out OwnershipRule? rule)
        ? rule
        : throw new ConnectorException(
            ErrorKind.Configuration,
            $"No system owns {type.Name}; call .Own<{type.Name}>(\"<system>\") where the connectors are configured.");
}
