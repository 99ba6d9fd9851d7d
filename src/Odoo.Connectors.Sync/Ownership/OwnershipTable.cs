using System.Linq.Expressions;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Which system is right about which field. Total by construction: a record type has one owner, and exceptions name single
/// fields, in some companies or lifecycle phases where they are narrowed. A type without an owner stops the host at start when
/// a flow needs it.
/// </summary>
public sealed class OwnershipTable
{
    private readonly Dictionary<Type, OwnershipRule> _rules = [];
    private readonly List<IReadOnlyList<string>> _clocks = [];

    /// <summary>The rules, in the order they were declared.</summary>
    public IEnumerable<OwnershipRule> Rules => _rules.Values;

    /// <summary>Declares the owner of a record type; declared again, the last one counts.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="system">The configured name of the owner.</param>
    /// <param name="except">Fields that other systems own; none by default.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ConnectorException">Exceptions contradict each other, or name a phase that the record does not have.</exception>
    public OwnershipTable Own<T>(string system, Action<OwnershipExceptions<T>>? except = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(system);
        OwnershipExceptions<T> exceptions = new();
        except?.Invoke(exceptions);
        Func<T, string>? phaseOf = exceptions.PhaseOf;
        _rules[typeof(T)] = new OwnershipRule(
            typeof(T).Name, system, exceptions.Rest, exceptions.All, exceptions.Phases, phaseOf is null ? null : r => phaseOf((T)r))
        { CreatedFrom = exceptions.Creator };
        return this;
    }

    /// <summary>Declares that the clocks of systems agree, so that <see cref="Conflict.NewestWins"/> may compare their times.</summary>
    /// <param name="systems">The configured names, two at least.</param>
    /// <returns>This table.</returns>
    public OwnershipTable ClocksAgree(params IReadOnlyList<string> systems)
    {
        ArgumentNullException.ThrowIfNull(systems);
        _clocks.Add(systems);
        return this;
    }

    /// <summary>The system that is right about a record type, exceptions aside.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <returns>The configured name.</returns>
    /// <exception cref="ConnectorException">No owner was declared.</exception>
    public string OwnerOf<T>() => Rule(typeof(T)).Owner;

    /// <summary>The system whose records bring those of a type into being at their owner.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <returns>The configured name; null where the owner makes them itself.</returns>
    /// <exception cref="ConnectorException">No owner was declared.</exception>
    public string? CreatorOf<T>() => Rule(typeof(T)).CreatedFrom;

    /// <summary>The rule that decides about a field.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="field">The property's name.</param>
    /// <param name="record">The record, where its lifecycle phase counts; null for none.</param>
    /// <param name="company">The company, as <c>system/company</c>, where it counts; null for none.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ConnectorException">No owner was declared.</exception>
    public FieldRule RuleOf<T>(string field, T? record = null, string? company = null)
        where T : class => Rule(typeof(T)).For(field, record, company);

    /// <summary>Fails unless a record type has an owner.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <exception cref="ConnectorException">No owner was declared; says what to call.</exception>
    public void Require<T>() => Rule(typeof(T));

    /// <summary>All rules as a table: record, field, company, phase, owner, what becomes of conflicts.</summary>
    /// <returns>Markdown; a star stands for all.</returns>
    public string ToTable() => OwnershipText.Of(Rules);

    /// <summary>The same as <see cref="ToTable"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => ToTable();

    internal IReadOnlyList<IReadOnlyList<string>> AgreeingClocks => _clocks;

    internal bool DoClocksAgree(string a, string b) => _clocks.Exists(c => c.Contains(a) && c.Contains(b));

    /// <summary>Fails unless every name is that of a connected system, what is created can be written, and every required type has an owner.</summary>
    internal void Check(IReadOnlyCollection<string> systems, IReadOnlyCollection<string> ports, IEnumerable<Type> required)
    {
        foreach (Type type in required)
        {
            Rule(type);
        }

        foreach (OwnershipRule rule in Rules)
        {
            Known(systems, rule.Owner, $".Own<{rule.Record}>(\"{rule.Owner}\")");
            HasClock(rule, rule.Owner, rule.OnConflict);
            CanCreate(rule, systems, ports);
            foreach (ExceptedField exception in rule.Exceptions)
            {
                Known(systems, exception.Owner, $".Except(x => x.{exception.Field}, \"{exception.Owner}\") of {rule.Record}");
                HasClock(rule, exception.Owner, exception.OnConflict);
                foreach (string company in exception.Companies.Where(c => c.Contains('/', StringComparison.Ordinal)))
                {
                    Known(systems, company[..company.IndexOf('/', StringComparison.Ordinal)], $".In(\"{company}\") of {rule.Record}.{exception.Field}");
                }
            }
        }

        foreach (string system in _clocks.SelectMany(c => c))
        {
            Known(systems, system, $".ClocksAgree(…, \"{system}\")");
        }
    }

    internal static string FieldOf<T>(Expression<Func<T, object?>> field)
    {
        Expression body = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;
        return body is MemberExpression member && member.Expression is ParameterExpression
            ? member.Member.Name
            : throw new ArgumentException($"'{field}' must name a property of {typeof(T).Name}, such as x => x.Name.", nameof(field));
    }

    private static void Known(IReadOnlyCollection<string> systems, string name, string where)
    {
        if (!systems.Contains(name))
        {
            throw new ConnectorException(
                ErrorKind.Configuration, $"{where} names no connected system; connect '{name}' or write one of: {string.Join(", ", systems.Order(StringComparer.Ordinal))}.");
        }
    }

    private static void CanCreate(OwnershipRule rule, IReadOnlyCollection<string> systems, IReadOnlyCollection<string> ports)
    {
        if (rule.CreatedFrom is not string creator)
        {
            return;
        }

        Known(systems, creator, $".CreatedFrom(\"{creator}\") of {rule.Record}");
        if (!ports.Contains(rule.Owner))
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $".CreatedFrom(\"{creator}\") has each {rule.Record} created in '{rule.Owner}', which takes no writes; leave it out, or connect '{rule.Owner}' by an adapter that is a port.");
        }
    }

    private void HasClock(OwnershipRule rule, string owner, Conflict conflict)
    {
        if (conflict == Conflict.NewestWins && !_clocks.Exists(c => c.Count > 1 && c.Contains(owner)))
        {
            throw new ConnectorException(
                ErrorKind.Configuration,
                $"{rule.Record} lets the newest edit count, and no clock agrees with that of '{owner}'; write .ClocksAgree(\"{owner}\", \"<system>\") if it does, or Conflict.Review.");
        }
    }

    private OwnershipRule Rule(Type type) => _rules.TryGetValue(type, out OwnershipRule? rule)
        ? rule
        : throw new ConnectorException(
            ErrorKind.Configuration,
            $"No system owns {type.Name}; call .Own<{type.Name}>(\"<system>\") where the connectors are configured.");
}
