using System.Reflection;

namespace Odoo.Connectors.Client.Internal;

/// <summary>
/// Asks a marker method of <see cref="OdooRelations"/> for the fields of its type argument. Running the method that stands in
/// the expression needs no code made at run time, so it works ahead of time compiled too.
/// </summary>
internal static class RelatedModel
{
    [ThreadStatic]
    private static Question? s_asked;

    public static void Answer<T>()
        where T : IOdooModel<T>
    {
        Question question = s_asked ?? throw new InvalidOperationException(
            "This method has a meaning only in an expression given to OdooDomain.Where; read the related record to have its values.");
        question.FieldOf = T.FieldOf;
    }

    public static Func<string, string?> Fields(MethodInfo marker)
    {
        Question question = new();
        Question? outer = s_asked;
        s_asked = question;
        try
        {
            marker.Invoke(null, BindingFlags.DoNotWrapExceptions, null, new object?[marker.GetParameters().Length], null);
        }
        finally
        {
            s_asked = outer;
        }

        return question.FieldOf!;
    }

    private sealed class Question
    {
        public Func<string, string?>? FieldOf { get; set; }
    }
}
