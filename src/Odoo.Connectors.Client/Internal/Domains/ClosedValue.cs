using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Values that an expression brings along: constants, captured variables and their members, new objects and arrays of them.
/// They are read by reflection and never compiled, so that it works ahead of time compiled too.
/// </summary>
internal static class ClosedValue
{
    public static bool Is(Expression expression)
    {
        ParameterFinder finder = new();
        finder.Visit(expression);
        return !finder.Found;
    }

    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member, field.IsStatic)),
        MemberExpression { Member: PropertyInfo property } member =>
            property.GetValue(Target(member, property.GetMethod!.IsStatic), BindingFlags.DoNotWrapExceptions, null, null, null),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => Converted(convert),
        UnaryExpression { NodeType: ExpressionType.Quote } quote => quote.Operand,
        NewExpression { Constructor: { } constructor } made =>
            constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. made.Arguments.Select(Of)], null),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => array.Expressions.Select(Of).ToArray(),
        LambdaExpression lambda => lambda,
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } item => ((Array)Of(item.Left)!).GetValue((int)Of(item.Right)!),
        UnaryExpression { NodeType: ExpressionType.Not, Type: var type } negated when type == typeof(bool) => !(bool)Of(negated.Operand)!,
        BinaryExpression { Type: var type } binary when type == typeof(bool) && Compared(binary) is { } result => result,
        MethodCallExpression { Method.Name: nameof(string.IsNullOrEmpty) or nameof(string.IsNullOrWhiteSpace) } call when call.Method.DeclaringType == typeof(string) =>
            call.Method.Invoke(null, [Of(call.Arguments[0])]),
        _ => throw Unsupported.Part(expression, "compute it before the expression and use a variable in its place"),
    };

    private static object? Target(MemberExpression member, bool isStatic) => isStatic ? null
        : Of(member.Expression!) ?? throw Unsupported.Part(member, "the object whose member is read is null; look before the expression whether it is there");

    private static bool? Compared(BinaryExpression binary)
    {
        if (binary.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
            or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual))
        {
            return null;
        }

        (object? left, object? right) = (Of(binary.Left), Of(binary.Right));
        return binary.NodeType switch
        {
            ExpressionType.Equal => Equals(left, right),
            ExpressionType.NotEqual => !Equals(left, right),
            _ when left is null || right is null => false,
            _ => Comparer.DefaultInvariant.Compare(left, right) is var order && binary.NodeType switch
            {
                ExpressionType.LessThan => order < 0,
                ExpressionType.LessThanOrEqual => order <= 0,
                ExpressionType.GreaterThan => order > 0,
                _ => order >= 0,
            },
        };
    }

    private static object? Converted(UnaryExpression convert)
    {
        object? value = Of(convert.Operand);
        if (value is null && Nullable.GetUnderlyingType(convert.Type) is not null)
        {
            return null;
        }

        if (convert.Method is { } method)
        {
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null);
        }

        Type target = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        return value switch
        {
            null when convert.Type.IsValueType && Nullable.GetUnderlyingType(convert.Type) is null =>
                throw Unsupported.Part(convert, "it is null; look before the expression whether there is a value"),
            null => null,
            _ when target.IsInstanceOfType(value) => value,
            _ when target.IsEnum => Enum.ToObject(target, value),
            IConvertible number => number.ToType(target, System.Globalization.CultureInfo.InvariantCulture),
            _ => throw Unsupported.Part(convert, "convert it before the expression and use a variable in its place"),
        };
    }

    private sealed class ParameterFinder : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found = true;
            return node;
        }
    }
}
