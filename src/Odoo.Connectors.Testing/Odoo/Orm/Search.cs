using System.Text.Json.Nodes;
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
        var ids = RowOrder.ById(order ?? model.Order);
        var rows = filter.Candidates.Rows(env.World[modelName], ids is true)
            .Where(r => (!hideArchived || r.Flag("active")) && AccessRules.IsVisible(env, model, r) && filter.Matches(r));
        rows = (ids is null ? rows.Order(new RowOrder(env, model, order ?? model.Order)) : rows).Skip(offset);
        return [.. limit > 0 ? rows.Take(limit) : rows];
    }
}
