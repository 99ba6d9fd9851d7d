using System.Collections;
using System.Linq.Expressions;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Turns a call inside an expression into a condition.</summary>
internal sealed class CallTranslator(FieldFinder fields, MethodCallExpression call)
{
    public OdooDomain Translate()
    {
        Type? owner = call.Method.DeclaringType;
        return call.Method.Name switch
        {
            nameof(OdooRelations.AnyOf) when owner == typeof(OdooRelations) => Related(),
            "Equals" when owner != typeof(object) || call.Object is not null => EqualTo(),
            nameof(string.IsNullOrEmpty) when owner == typeof(string) =>
                Conditions.Compare(fields.Find(call.Arguments[0]), ExpressionType.Equal, null, call),
            "Contains" or "StartsWith" or "EndsWith" when owner == typeof(string) => Text(),
            "Contains" => Membership(),
            "Any" when owner == typeof(Enumerable) && call.Arguments.Count == 1 && fields.TryFind(call.Arguments[0]) is { IsMany: true } list =>
                OdooDomain.Where(list.Path, "!=", null),
            _ => throw Unknown(),
        };
    }

    private ArgumentException Unknown() => Unsupported.Part(call,
        "only Contains, StartsWith, EndsWith, Equals, IsNullOrEmpty, Any and AnyOf are known; compute other values before the expression");

    private OdooDomain Related()
    {
        FieldPath field = fields.Find(call.Arguments[0]);
        if (!ClosedValue.Is(call.Arguments[1]) && call.Arguments[1] is not UnaryExpression { NodeType: ExpressionType.Quote })
        {
            throw Unknown();
        }

        var predicate = (LambdaExpression)ClosedValue.Of(call.Arguments[1])!;
        return OdooDomain.Any(field.Path, DomainTranslator.Translate(predicate, RelatedModel.Fields(call.Method)));
    }

    private OdooDomain EqualTo()
    {
        Expression[] operands = [.. call.Object is null ? [] : new[] { call.Object }, .. call.Arguments];
        bool ignoreCase = operands.Length == 3 && IgnoresCase(operands[2]);
        if (operands.Length is < 2 or > 3)
        {
            throw Unknown();
        }

        int side = ClosedValue.Is(operands[0]) ? 1 : 0;
        FieldPath field = fields.Find(operands[side]);
        object? value = ClosedValue.Is(operands[1 - side]) ? ClosedValue.Of(operands[1 - side])
            : throw Unsupported.Part(call, "Odoo compares a field with a value, not with another field");
        return ignoreCase && value is string { Length: > 0 } text
            ? OdooDomain.EqualsIgnoreCase(field.Path, text)
            : Conditions.Compare(field, ExpressionType.Equal, value, call);
    }

    private OdooDomain Text()
    {
        if (call.Object is null || ClosedValue.Is(call.Object) || !ClosedValue.Is(call.Arguments[0]) || call.Arguments.Count > 2)
        {
            throw Unsupported.Part(call, "the text has to be a property of the record, and the part looked for a value");
        }

        FieldPath field = fields.Find(call.Object);
        bool ignoreCase = call.Arguments.Count == 2 && IgnoresCase(call.Arguments[1]);
        string text = ClosedValue.Of(call.Arguments[0])?.ToString() ?? throw Unsupported.Part(call, "the text looked for is null");
        return call.Method.Name switch
        {
            "Contains" => OdooDomain.Contains(field.Path, text, ignoreCase),
            "StartsWith" => OdooDomain.StartsWith(field.Path, text, ignoreCase),
            _ => OdooDomain.EndsWith(field.Path, text, ignoreCase),
        };
    }

    private bool IgnoresCase(Expression comparison) => ClosedValue.Of(comparison) switch
    {
        StringComparison.Ordinal => false,
        StringComparison.OrdinalIgnoreCase => true,
        _ => throw Unsupported.Part(call, "Odoo knows no cultures; use StringComparison.Ordinal or StringComparison.OrdinalIgnoreCase"),
    };

    private OdooDomain Membership()
    {
        // An instance method of a collection, LINQ's, or the one on spans that C# 14 prefers for arrays.
        (Expression source, Expression item) = call switch
        {
            { Object: { } target, Arguments: [var only] } => (target, only),
            { Arguments: [var first, var second, ..] } when call.Arguments.Count == 2 || IsNullComparer(call.Arguments[2]) => (Unwrapped(first), second),
            _ => throw Unknown(),
        };
        if (!ClosedValue.Is(source))
        {
            FieldPath list = fields.Find(source);
            return list.IsMany && ClosedValue.Is(item) ? OdooDomain.In(list.Path, [Convert.ToInt64(ClosedValue.Of(item), null)]) : throw Unknown();
        }

        return ClosedValue.Of(source) is IEnumerable values
            ? Conditions.In(fields.Find(item), values, call)
            : throw Unsupported.Part(call, "the list is null");
    }

    private static bool IsNullComparer(Expression comparer) => ClosedValue.Is(comparer) && ClosedValue.Of(comparer) is null;

    private static Expression Unwrapped(Expression span) => span switch
    {
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var array] } => array,
        UnaryExpression { NodeType: ExpressionType.Convert, Method.Name: "op_Implicit" } convert => convert.Operand,
        _ => span,
    };
}
