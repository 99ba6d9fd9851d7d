using System.Linq.Expressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Turns an expression over a record into a domain.</summary>
internal sealed class DomainTranslator
{
    private readonly FieldFinder _fields;

    private DomainTranslator(FieldFinder fields) => _fields = fields;

    public static OdooDomain Translate(LambdaExpression predicate, Func<string, string?> fieldOf) =>
        new DomainTranslator(new FieldFinder(predicate.Parameters[0], fieldOf)).Predicate(predicate.Body);

    private OdooDomain Predicate(Expression expression)
    {
        if (expression is not BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } && ClosedValue.Is(expression))
        {
            return ClosedValue.Of(expression) is true ? OdooDomain.All : OdooDomain.None;
        }

        return expression switch
        {
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And, Type: var type } both when type == typeof(bool) => Both(both),
            BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or, Type: var type } either when type == typeof(bool) => Either(either),
            BinaryExpression binary => Comparison(binary),
            UnaryExpression { NodeType: ExpressionType.Not } negated => Negation(negated.Operand),
            MethodCallExpression call => new CallTranslator(_fields, call).Translate(),
            MemberExpression { Member.Name: nameof(Nullable<>.HasValue), Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null =>
                Conditions.Compare(_fields.Find(inner), ExpressionType.NotEqual, null, expression),
            MemberExpression member when member.Type == typeof(bool) =>
                Conditions.Compare(_fields.Find(member), ExpressionType.Equal, true, member),
            _ => throw Unsupported.Part(expression, "write it with ==, !=, <, <=, >, >=, && and ||, or !"),
        };
    }

    // As in C#, what is decided by the first operand leaves the second alone: filter == null || x.Name.Contains(filter).
    private OdooDomain Both(BinaryExpression both) =>
        Predicate(both.Left) is var left && left == OdooDomain.None ? left : left.And(Predicate(both.Right));

    private OdooDomain Either(BinaryExpression either) =>
        Predicate(either.Left) is var left && left == OdooDomain.All ? left : left.Or(Predicate(either.Right));

    private OdooDomain Negation(Expression operand) =>
        operand is MemberExpression && !ClosedValue.Is(operand) && _fields.TryFind(operand) is { Steps.Length: 0 } flag && flag.Type == typeof(bool)
            ? OdooDomain.Where(flag.Path, "=", false)
            : Predicate(operand).Not();

    private OdooDomain Comparison(BinaryExpression binary)
    {
        ExpressionType type = binary.NodeType;
        if (type is not (ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
            or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual))
        {
            throw Unsupported.Part(binary, type is ExpressionType.Coalesce
                ? "say what an unset value means with == null"
                : "write it with ==, !=, <, <=, >, >=, && and ||; Odoo does not calculate");
        }

        (Expression field, Expression value) = (binary.Left, binary.Right);
        if (ClosedValue.Is(field))
        {
            (field, value) = (value, field);
            type = Mirrored(type);
        }
        else if (!ClosedValue.Is(value))
        {
            throw Unsupported.Part(binary, "Odoo compares a field with a value, not with another field");
        }

        object? constant = ClosedValue.Of(value);
        if (Counted.Find(field, _fields) is { } list)
        {
            return Counted.Compare(list, type, constant, binary);
        }

        FieldPath found = _fields.Find(field);
        return constant is null && !found.CanBeUnset && IsNullLiteral(value)
            ? throw Unsupported.Part(binary, "a number is never unset in Odoo but 0, and a boolean is false; compare with that")
            : Conditions.Compare(found, type, constant, binary);
    }

    private static bool IsNullLiteral(Expression value) => value switch
    {
        ConstantExpression { Value: null } => true,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsNullLiteral(convert.Operand),
        _ => false,
    };

    private static ExpressionType Mirrored(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => type,
    };
}
