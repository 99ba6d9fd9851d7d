using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>formatted_read_group.</summary>
internal static class ReadGroup
{
    public static JsonNode? Run(Call call)
    {
        var (env, model) = (call.Env, call.Env.Model(call.Model));
        var keys = call.Names("groupby").Select(g => new GroupKey(env, model, g)).ToList();
        var aggregates = call.Names("aggregates");
        var rows = Groups.Of(env, model, call["domain"], keys, call.Text("order"))
            .Where(g => Having.Holds(call["having"] as JsonArray ?? [], a => Aggregates.Of(env, model, a, g.Rows)))
            .Select(g =>
            {
                var row = new JsonObject(keys.Select((k, i) => KeyValuePair.Create(k.Name, k.ToJson(g.Values[i])))) { ["__extra_domain"] = Conditions(keys, g) };
                foreach (var aggregate in aggregates)
                {
                    row[aggregate] = Aggregates.Of(env, model, aggregate, g.Rows);
                }

                return (JsonNode)row;
            }).Skip(call.Int("offset"));
        return new JsonArray([.. call.Limit > 0 ? rows.Take(call.Limit) : rows]);
    }

    /// <summary>The domain that, added to the one searched with, selects the group.</summary>
    public static JsonArray Conditions(List<GroupKey> keys, GroupOf group)
    {
        var conditions = keys.SelectMany((k, i) => k.Conditions(group.Values[i])).ToList();
        return conditions.Count == 0 ? [new JsonArray(1, "=", 1)] : [.. Enumerable.Repeat("&", conditions.Count - 1).Select(a => (JsonNode)a), .. conditions];
    }
}
