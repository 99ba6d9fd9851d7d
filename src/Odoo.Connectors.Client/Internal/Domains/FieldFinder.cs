using System.Linq.Expressions;
using System.Reflection;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Finds the field that an expression stands for: a property of the record, or of a record it refers to.</summary>
/// <param name="record">The parameter that stands for the record.</param>
/// <param name="fieldOf">The names of its fields.</param>
internal sealed class FieldFinder(ParameterExpression record, Func<string, string?> fieldOf)
{
    public FieldPath Find(Expression expression) => TryFind(expression)
        ?? throw Unsupported.Part(expression, "one side of a comparison has to be a property of the record, and the other a value");

    public FieldPath? TryFind(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => Converted(convert),
        MemberExpression { Expression: { } inner } member => Member(member, inner),
        _ => null,
    };

    private FieldPath? Converted(UnaryExpression convert)
    {
        if (TryFind(convert.Operand) is not { } field)
        {
            return null;
        }

        Type target = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        return target == field.Type || target.IsAssignableFrom(field.Type) || (field.IsNumber && IsWider(target, field)) ? field
            : throw Unsupported.Part(convert, $"the conversion to {target.Name} is not Odoo's; convert the value it is compared with");
    }

    private FieldPath? Member(MemberExpression member, Expression inner)
    {
        if (Plain(inner) == record)
        {
            string name = fieldOf(member.Member.Name)
                ?? throw Unsupported.Part(member, "the property is no field of the model");
            return new FieldPath(name, TypeOf(member), []);
        }

        if (Plain(inner) is MethodCallExpression { Method.Name: nameof(OdooRelations.Of) } follow && follow.Method.DeclaringType == typeof(OdooRelations))
        {
            FieldPath reference = Find(follow.Arguments[0]);
            string name = RelatedModel.Fields(follow.Method)(member.Member.Name)
                ?? throw Unsupported.Part(member, "the property is no field of the related model");
            return new FieldPath($"{reference.Path}.{name}", TypeOf(member), reference.Steps.Add(reference.Path));
        }

        return TryFind(inner) is { } field ? Inside(field, member, inner) : null;
    }

    private static FieldPath Inside(FieldPath field, MemberExpression member, Expression inner) => member.Member.Name switch
    {
        nameof(Nullable<>.Value) when Nullable.GetUnderlyingType(inner.Type) is not null => field,
        nameof(OdooReference.Id) when field.IsReference => field with { Type = typeof(long), IsReferenceId = true },
        nameof(OdooSelection<>.Raw) when field.IsSelection => field with { Type = typeof(string) },
        _ when field.IsReference => throw Unsupported.Part(member, "of a reference only the Id can be compared; follow it with Of<T>() to compare a field of the record it refers to"),
        _ => throw Unsupported.Part(member, "a part of a value cannot be compared; compare the property itself"),
    };

    private static Type TypeOf(MemberExpression member)
    {
        Type type = member.Member is PropertyInfo property ? property.PropertyType : member.Type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsWider(Type target, FieldPath field) =>
        target == typeof(decimal) || target == typeof(double) || (field.IsInteger && (target == typeof(long) || (target == typeof(int) && field.Type != typeof(long))));

    private static Expression Plain(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert ? Plain(convert.Operand) : expression;
}
