using System.Linq.Expressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The length of a list, of which Odoo knows only whether it is empty.</summary>
internal static class Counted
{
    public static FieldPath? Find(Expression expression, FieldFinder fields)
    {
        Expression? list = expression switch
        {
            MemberExpression { Member.Name: "Count" or "Length", Expression: { } inner } => inner,
            UnaryExpression { NodeType: ExpressionType.ArrayLength } length => length.Operand,
            MethodCallExpression { Method.Name: "Count", Arguments: [var argument] } call when call.Method.DeclaringType == typeof(Enumerable) => argument,
            _ => null,
        };
        return list is not null && !ClosedValue.Is(list) && fields.TryFind(list) is { IsMany: true } many ? many : null;
    }

    public static OdooDomain Compare(FieldPath list, ExpressionType type, object? value, Expression part)
    {
        bool? empty = (type, value) switch
        {
            (ExpressionType.Equal or ExpressionType.LessThanOrEqual, 0) or (ExpressionType.LessThan, 1) => true,
            (ExpressionType.NotEqual or ExpressionType.GreaterThan, 0) or (ExpressionType.GreaterThanOrEqual, 1) => false,
            _ => null,
        };
        return empty switch
        {
            true => OdooDomain.Where(list.Path, "=", null),
            false => Conditions.OrUnset(list, OdooDomain.Where(list.Path, "!=", null), type == ExpressionType.NotEqual),
            null => throw Unsupported.Part(part, "Odoo knows only whether a list is empty; compare the count with 0"),
        };
    }
}
