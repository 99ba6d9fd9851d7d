using System.Linq.Expressions;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// How an expression given to <see cref="OdooDomain.Where{T}"/> follows a relation into another model. They mean something
/// only there; run as code, they throw.
/// </summary>
public static class OdooRelations
{
    /// <summary>The record that a many2one field refers to: <c>x.Country.Of&lt;Country&gt;().Code == "BE"</c>.</summary>
    /// <typeparam name="T">The type of the related model.</typeparam>
    /// <param name="reference">The property.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">It was run as code.</exception>
    public static T Of<T>(this OdooReference? reference)
        where T : IOdooModel<T>
    {
        RelatedModel.Answer<T>();
        return default!;
    }

    /// <summary>Whether the record that a many2one field refers to matches; false if it refers to none.</summary>
    /// <typeparam name="T">The type of the related model.</typeparam>
    /// <param name="reference">The property.</param>
    /// <param name="predicate">Which related records.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">It was run as code.</exception>
    public static bool AnyOf<T>(this OdooReference? reference, Expression<Func<T, bool>> predicate)
        where T : IOdooModel<T>
    {
        RelatedModel.Answer<T>();
        return default;
    }

    /// <summary>
    /// Whether one of the records of a one2many or many2many field matches: <c>x.Tags.AnyOf&lt;Tag&gt;(t => t.Name == "VIP")</c>.
    /// Odoo leaves archived ones out.
    /// </summary>
    /// <typeparam name="T">The type of the related model.</typeparam>
    /// <param name="ids">The property.</param>
    /// <param name="predicate">Which related records.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">It was run as code.</exception>
    public static bool AnyOf<T>(this IReadOnlyCollection<long> ids, Expression<Func<T, bool>> predicate)
        where T : IOdooModel<T>
    {
        RelatedModel.Answer<T>();
        return default;
    }
}
