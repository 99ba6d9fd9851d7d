using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>search: a domain, access rules, order, offset and limit.</summary>
internal static class Search
{
    public static List<Row> Run(Env env, string modelName, JsonNode? domain, int offset = 0, int limit = 0, string? order = null)
    {
        var model = env.Model(modelName);
        AccessRules.Check(env, model, "access");
        env.CheckLanguage();
        var filter = Domain.Parse(env, model, Domain.Items(domain));
        if (limit < 0)
        {
            throw new OdooError("psycopg2.errors.InvalidRowCountInLimitClause", "LIMIT must not be negative\n");
        }

        if (offset < 0)
        {
            throw new OdooError("psycopg2.errors.InvalidRowCountInResultOffsetClause", "OFFSET must not be negative\n");
        }

        var hideArchived = env.ActiveTest && model.HasActive && !filter.Mentions("active");
        IEnumerable<Row> rows = Candidates(env, model, domain as JsonArray)
            .Where(r => (!hideArchived || r.Flag("active")) && AccessRules.IsVisible(env, model, r) && filter.Matches(r));
        rows = rows.Order(new RowOrder(env, model, order ?? model.Order)).Skip(offset);
        return [.. limit > 0 ? rows.Take(limit) : rows];
    }

    /// <summary>Uses an index when the domain begins with equality on an indexed field.</summary>
    private static IEnumerable<Row> Candidates(Env env, Model model, JsonArray? domain)
    {
        var table = env.World[model.Name];
        if (domain is { Count: > 0 } && domain.All(t => t is JsonArray))
        {
            foreach (var term in domain.Cast<JsonArray>())
            {
                if (term is [{ } name, { } op, { } value] && Js.IsText(name) && Js.IsText(op) && Js.Text(op) == "="
                    && table.IsIndexed(Js.Text(name)) && model.Fields[Js.Text(name)].Type is FieldType.Many2One && Js.IsNumber(value))
                {
                    return table.FindBy(Js.Text(name), Js.Id(value));
                }
            }
        }

        return table.Rows.ToList();
    }
}
