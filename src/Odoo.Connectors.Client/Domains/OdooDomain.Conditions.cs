using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <content>Single conditions.</content>
public sealed partial class OdooDomain
{
    /// <summary>One condition.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="op">The operator, such as <c>=</c>, <c>!=</c>, <c>&gt;=</c>, <c>=like</c>, <c>child_of</c>.</param>
    /// <param name="value">The value; moments are sent in UTC as Odoo writes them, <see langword="null"/> as false (unset).</param>
    /// <returns>A domain.</returns>
    /// <exception cref="ArgumentException">Odoo has no such operator.</exception>
    public static OdooDomain Where(string field, string op, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentException.ThrowIfNullOrWhiteSpace(op);
        DomainShape.CheckOperator(op, nameof(op));
        if (op is "any" or "not any")
        {
            return Related(field, op, Raw(value as JsonArray
                ?? throw new ArgumentException($"'{op}' takes a domain; use OdooDomain.Any or OdooDomain.NotAny.", nameof(value))));
        }

        return new([new JsonArray(field, op, WireValue.Of(value))], 1);
    }

    /// <summary>
    /// What an expression says, as a domain: <c>Where&lt;Partner&gt;(x => x.Email == email &amp;&amp; !x.IsCompany)</c>. It means what it means in
    /// C# when every dot is read as <c>?.</c>, with one exception: an unset text and an empty one are the same in Odoo.
    /// Captured variables are read by reflection; nothing is compiled at run time.
    /// </summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="predicate">
    /// Comparisons of properties with values, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, the text methods <c>Contains</c>, <c>StartsWith</c>,
    /// <c>EndsWith</c>, <c>Equals</c>, <c>Contains</c> of a collection, and <see cref="OdooRelations"/>.
    /// </param>
    /// <returns>A domain.</returns>
    /// <exception cref="ArgumentException">A part cannot become a condition; the message names it and what to write instead.</exception>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(decimal))] // expressions look its operators up by name
    public static OdooDomain Where<T>(Expression<Func<T, bool>> predicate)
        where T : IOdooModel<T>
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return DomainTranslator.Translate(predicate, T.FieldOf);
    }

    /// <summary>One condition on a date field.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="op">The operator.</param>
    /// <param name="value">The date.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Where(string field, string op, DateOnly value) => Where(field, op, (JsonNode)OdooFormat.Date(value));

    /// <summary>A condition that counts only if there is a value (<c>=?</c>): all records if it is null, false, zero or empty.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="value">The value, or <see langword="null"/> for no condition.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Optional(string field, JsonNode? value) => Where(field, "=?", value);

    /// <summary>A field is one of the values. With no values, no record matches.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="values">The values.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain In(string field, IEnumerable<long> values) => Where(field, "in", Numbers(values));

    /// <summary>A field is one of the values. With no values, no record matches.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="values">The values; <see langword="null"/> stands for unset, and for empty text.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain In(string field, IEnumerable<string?> values) => Where(field, "in", Texts(values));

    /// <summary>A field is none of the values; unset is none of them. With no values, every record matches.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="values">The values.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain NotIn(string field, IEnumerable<long> values) => Where(field, "not in", Numbers(values));

    /// <summary>A field is none of the values; unset is none of them unless they have it. With no values, every record matches.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="values">The values; <see langword="null"/> stands for unset, and for empty text.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain NotIn(string field, IEnumerable<string?> values) => Where(field, "not in", Texts(values));

    /// <summary>
    /// A related record matches (<c>any</c>, new in Odoo 17). All conditions are asked of one and the same related record,
    /// unlike several conditions with dotted paths.
    /// </summary>
    /// <param name="field">A many2one, one2many or many2many field, or a dotted path to one.</param>
    /// <param name="related">Which related records; <see cref="All"/> for any at all.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Any(string field, OdooDomain related) => Related(field, "any", related);

    /// <summary>No related record matches (<c>not any</c>, new in Odoo 17); true for a record that has none.</summary>
    /// <param name="field">A many2one, one2many or many2many field, or a dotted path to one.</param>
    /// <param name="related">Which related records.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain NotAny(string field, OdooDomain related) => Related(field, "not any", related);

    /// <summary>A record is one of these or below one of them in the hierarchy (<c>child_of</c>). With no ids, no record matches.</summary>
    /// <param name="field"><c>id</c>, or a relational field.</param>
    /// <param name="ids">The roots.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain ChildOf(string field, params IReadOnlyList<long> ids) => Hierarchy(field, "child_of", ids);

    /// <summary>A record is one of these or above one of them in the hierarchy (<c>parent_of</c>). With no ids, no record matches.</summary>
    /// <param name="field"><c>id</c>, or a relational field.</param>
    /// <param name="ids">The records below.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain ParentOf(string field, params IReadOnlyList<long> ids) => Hierarchy(field, "parent_of", ids);

    private static OdooDomain Related(string field, string op, OdooDomain related)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentNullException.ThrowIfNull(related);
        return new([new JsonArray(field, op, related.ToJson())], 1);
    }

    private static OdooDomain Hierarchy(string field, string op, IReadOnlyList<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Count switch
        {
            0 => None,
            1 => Where(field, op, ids[0]),
            _ => Where(field, op, Numbers(ids)),
        };
    }

    private static JsonArray Numbers(IEnumerable<long> values) => new([.. values.Select(v => (JsonNode)v)]);

    private static JsonArray Texts(IEnumerable<string?> values) => new([.. values.Select(v => (JsonNode?)v)]);
}
