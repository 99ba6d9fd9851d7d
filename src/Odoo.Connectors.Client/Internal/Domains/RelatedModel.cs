using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Asks a marker method of <see cref="OdooRelations"/> for the fields of its type argument. Running the method that stands in
/// the expression needs no code made at run time, so it works ahead of time compiled too. The answer comes as the exception that
/// everybody else gets for calling it.
/// </summary>
internal static class RelatedModel
{
    private const string Answered = "FieldOf";

    [DoesNotReturn]
    public static void Answer<T>()
        where T : IOdooModel<T> => throw new InvalidOperationException(
            "This method has a meaning only in an expression given to OdooDomain.Where; read the related record to have its values.")
        {
            Data = { [Answered] = (Func<string, string?>)T.FieldOf },
        };

    public static Func<string, string?> Fields(MethodInfo marker)
    {
        try
        {
            marker.Invoke(null, BindingFlags.DoNotWrapExceptions, null, new object?[marker.GetParameters().Length], null);
        }
        catch (InvalidOperationException e) when (e.Data[Answered] is Func<string, string?>)
        {
            return (Func<string, string?>)e.Data[Answered]!;
        }

        throw new InvalidOperationException($"{marker.Name} does not say which fields it stands for.");
    }
}
