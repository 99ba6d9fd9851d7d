using System.Globalization;
using System.Text.RegularExpressions;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>An order such as "date desc, id": empty values last, many2one by the order of its model.</summary>
internal sealed partial class RowOrder : IComparer<Row>
{
    private readonly Env _env;
    private readonly List<(Field Field, bool Descending, RowOrder? Inner)> _terms = [];

    public RowOrder(Env env, Model model, string order, int depth = 0)
    {
        _env = env;
        if (!Form().IsMatch(order))
        {
            throw OdooError.User($"Invalid \"order\" specified ({order}). A valid \"order\" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)");
        }

        foreach (var term in order.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!model.Fields.TryGetValue(words[0], out var field))
            {
                throw OdooError.Field(model.Name, words[0], OdooError.Value($"Invalid field {Python.Quote(words[0])} on model {Python.Quote(model.Name)}"));
            }

            var inner = field.Type is FieldType.Many2One && depth < 3 ? new RowOrder(env, env.Model(field.Relation), env.Model(field.Relation).Order, depth + 1) : null;
            _terms.Add((field, words.Length > 1 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase), inner));
        }
    }

    /// <summary>Whether an order is by id alone, and descending; rows are kept in that order.</summary>
    public static bool? ById(string order) => order.Trim().ToUpperInvariant() switch
    {
        "ID" or "ID ASC" => false,
        "ID DESC" => true,
        _ => null,
    };

    public int Compare(Row? x, Row? y)
    {
        foreach (var (field, descending, inner) in _terms)
        {
            var (a, b) = (_env.Value(x!, field), _env.Value(y!, field));
            var result = (a, b) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                (long i, long j) when inner is not null => i == j ? 0 : inner.Compare(_env.Row(field.Relation, i), _env.Row(field.Relation, j)),
                (string s, string t) => string.CompareOrdinal(s, t),
                (bool s, bool t) => s.CompareTo(t),
                _ => Convert.ToDecimal(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(b, CultureInfo.InvariantCulture)),
            };
            if (result != 0)
            {
                return descending ? -result : result;
            }
        }

        return x!.Id.CompareTo(y!.Id);
    }

    [GeneratedRegex(@"^(\s*[a-z0-9_]+(\.[a-z0-9_]+)?(:[a-z_]+)?(\s+(desc|asc))?(\s+nulls (first|last))?\s*(,|$))+(?<!,)$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
