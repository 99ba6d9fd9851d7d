using System.Linq.Expressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Refusals that name the part of an expression by its members, never by a value, which may be personal data.</summary>
internal static class Unsupported
{
    public static ArgumentException Part(Expression part, string advice) =>
        new($"'{Describe(part)}' cannot become a condition of Odoo: {advice}.");

    private static string Describe(Expression? part) => part switch
    {
        ParameterExpression parameter => parameter.Name ?? "x",
        MemberExpression { Expression: null } member => $"{member.Member.DeclaringType?.Name}.{member.Member.Name}",
        MemberExpression { Expression: ConstantExpression } member => member.Member.Name,
        MemberExpression member => $"{Describe(member.Expression)}.{member.Member.Name}",
        MethodCallExpression { Object: { } target } call => $"{Describe(target)}.{call.Method.Name}(…)",
        MethodCallExpression { Arguments: [var first, ..] } call => $"{Describe(first)}.{call.Method.Name}(…)",
        BinaryExpression binary => $"{Describe(binary.Left)} {Sign(binary.NodeType)} {Describe(binary.Right)}",
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Quote } unary => Describe(unary.Operand),
        UnaryExpression unary => $"{Sign(unary.NodeType)}({Describe(unary.Operand)})",
        ConstantExpression => "…",
        NewExpression made => $"new {made.Type.Name}(…)",
        _ => part?.NodeType.ToString() ?? "…",
    };

    private static string Sign(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.Not => "!",
        ExpressionType.Coalesce => "??",
        ExpressionType.Add => "+",
        ExpressionType.Subtract => "-",
        ExpressionType.Multiply => "*",
        ExpressionType.Divide => "/",
        _ => type.ToString(),
    };
}
