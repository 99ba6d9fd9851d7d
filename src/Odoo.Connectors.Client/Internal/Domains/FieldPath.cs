using System.Collections.Immutable;

namespace Odoo.Connectors.Client.Internal;

/// <summary>The field that one side of a comparison stands for.</summary>
/// <param name="Path">The field, or a dotted path.</param>
/// <param name="Type">The type of its values in C#, without "nullable".</param>
/// <param name="Steps">The references that the path goes through, outermost first.</param>
internal sealed record FieldPath(string Path, Type Type, ImmutableArray<string> Steps)
{
    public bool IsReference => Type == typeof(OdooReference);

    public bool IsMany => Type != typeof(string) && Type != typeof(byte[]) && typeof(IEnumerable<long>).IsAssignableFrom(Type);

    public bool IsSelection => Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(OdooSelection<>);

    /// <summary>Whether it is the id of a reference, whose unset value is "no reference" and not zero.</summary>
    public bool IsReferenceId { get; init; }

    /// <summary>Whether Odoo knows an unset value of it: numbers are 0 and booleans false instead.</summary>
    public bool CanBeUnset => IsReferenceId || !(IsNumber || Type == typeof(bool));

    public bool IsNumber => IsInteger || Type == typeof(decimal) || Type == typeof(double) || Type == typeof(float);

    public bool IsInteger => Type == typeof(long) || Type == typeof(int) || Type == typeof(short) || Type == typeof(byte);
}
