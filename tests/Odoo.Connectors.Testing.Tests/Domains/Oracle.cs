using System.Linq.Expressions;
using System.Reflection;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Domains;

/// <summary>
/// Runs an expression over rows in memory, with every dot read as <c>?.</c> and with the related records looked up there. It knows
/// nothing of domains: the rest is what the compiler of .NET makes of the expression.
/// </summary>
internal sealed class Oracle(IReadOnlyDictionary<long, Partner> partners, IReadOnlyDictionary<long, Named> countries, IReadOnlyDictionary<long, Named> tags) : ExpressionVisitor
{
    public Func<Partner, bool> Compile(Expression<Func<Partner, bool>> predicate) =>
        Expression.Lambda<Func<Partner, bool>>(True(Visit(predicate.Body)), predicate.Parameters).Compile(preferInterpretation: true);

    public Partner? FindPartner(OdooReference? reference) => reference is null ? null : partners[reference.Id];

    public Named? FindCountry(OdooReference? reference) => reference is null ? null : countries[reference.Id];

    public bool AnyPartner(IReadOnlyCollection<long> ids, Func<Partner, bool> predicate) => ids.Any(id => predicate(partners[id]));

    public bool AnyTag(IReadOnlyCollection<long> ids, Func<Named, bool> predicate) => ids.Any(id => predicate(tags[id]));

    protected override Expression VisitMember(MemberExpression node)
    {
        Expression? inner = Visit(node.Expression);
        if (node.Member.Name == "Value" && node.Expression is { } wrapped && Nullable.GetUnderlyingType(wrapped.Type) is not null)
        {
            return inner!;
        }

        MemberExpression member = node.Update(inner);
        return inner is null or ParameterExpression or ConstantExpression || inner.Type.IsValueType || IsClosed(inner) ? member
            : Expression.Condition(Expression.Equal(inner, Expression.Constant(null, inner.Type)), Expression.Default(Lifted(member.Type)), Expression.Convert(member, Lifted(member.Type)));
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        (Expression left, Expression right) = (Visit(node.Left), Visit(node.Right));
        if (node.NodeType is ExpressionType.AndAlso or ExpressionType.OrElse)
        {
            return Expression.MakeBinary(node.NodeType, True(left), True(right));
        }

        (left, right) = (Same(left, right), Same(right, left));
        return Expression.MakeBinary(node.NodeType, left, right);
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        Expression operand = Visit(node.Operand);
        return node.NodeType switch
        {
            ExpressionType.Not => Expression.Not(True(operand)),
            ExpressionType.Convert when operand.Type == node.Type || Nullable.GetUnderlyingType(operand.Type) is not null => operand,
            ExpressionType.Quote => operand,
            _ => Expression.MakeUnary(node.NodeType, operand, node.Type),
        };
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Expression[] arguments = [.. node.Arguments.Select(Visit)!];
        if (node.Method.DeclaringType == typeof(OdooRelations))
        {
            bool isPartner = node.Method.GetGenericArguments()[0] == typeof(Partner);
            string name = (node.Method.Name == "Of" ? "Find" : "Any") + (isPartner ? "Partner" : node.Method.Name == "Of" ? "Country" : "Tag");
            return Expression.Call(Expression.Constant(this), GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance)!, arguments);
        }

        Expression? target = Visit(node.Object);
        ParameterInfo[] parameters = node.Method.GetParameters();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Type != parameters[i].ParameterType && Nullable.GetUnderlyingType(arguments[i].Type) == parameters[i].ParameterType)
            {
                // Only the id of a reference comes here: no list has an id that is not there.
                arguments[i] = Expression.Coalesce(arguments[i], Expression.Constant(-1L));
            }
        }

        Expression call = Expression.Call(target, node.Method, arguments);
        return target is null || target.Type != typeof(string) ? call
            : Expression.AndAlso(Expression.NotEqual(target, Expression.Constant(null, typeof(string))), call);
    }

    protected override Expression VisitLambda<T>(Expression<T> node) => Expression.Lambda<T>(True(Visit(node.Body)), node.Parameters);

    private static Expression True(Expression expression) =>
        expression.Type == typeof(bool) ? expression : Expression.Equal(expression, Expression.Constant(true, typeof(bool?)));

    private static Expression Same(Expression expression, Expression other) =>
        Nullable.GetUnderlyingType(other.Type) == expression.Type ? Expression.Convert(expression, other.Type) : expression;

    private static Type Lifted(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;

    private static bool IsClosed(Expression expression) => expression switch
    {
        ConstantExpression => true,
        MemberExpression { Expression: { } inner } => IsClosed(inner),
        _ => false,
    };
}
