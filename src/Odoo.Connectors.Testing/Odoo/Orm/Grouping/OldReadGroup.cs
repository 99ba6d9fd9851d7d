using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>read_group, deprecated in Odoo 19 and still there: lazy by default, labels instead of pairs for periods, __domain whole.</summary>
internal static class OldReadGroup
{
    public static JsonNode? Run(Call call)
    {
        var (env, model) = (call.Env, call.Env.Model(call.Model));
        var lazy = !call.Has("lazy") || !Js.IsFalsy(call["lazy"]);
        var all = call["groupby"] is JsonArray list ? list.Select(g => Js.Text(g!)).ToList() : [Js.Text(call["groupby"]!)];
        var used = lazy ? all.Take(1).ToList() : all;
        var keys = used.ConvertAll(g => new GroupKey(env, model, g));
        var fields = (call["fields"] as JsonArray ?? []).Select(f => Field(model, Js.Text(f!))).OfType<(string Name, string Aggregate)>().Where(f => !keys.Exists(k => k.Field.Name == f.Name)).ToList();
        var domain = call["domain"] as JsonArray ?? [];
        var rows = Groups.Of(env, model, domain, keys, call.Text("orderby")).Select(g =>
        {
            var row = new JsonObject();
            foreach (var (name, aggregate) in fields)
            {
                row[name] = Aggregates.Of(env, model, aggregate, g.Rows);
            }

            for (var i = 0; i < keys.Count; i++)
            {
                row[keys[i].Name] = keys[i].Plain(g.Values[i]);
            }

            row[lazy && keys.Count > 0 ? $"{keys[0].Field.Name}_count" : "__count"] = g.Rows.Count;
            if (keys.Exists(k => k.IsPeriod))
            {
                row["__range"] = new JsonObject(keys.Select((k, i) => (k, i)).Where(k => k.k.IsPeriod).Select(k => KeyValuePair.Create<string, JsonNode?>(k.k.Name, (JsonNode?)k.k.Range(g.Values[k.i]) ?? Js.False())));
            }

            row["__domain"] = Whole(keys, g, domain);
            if (lazy && all.Count > 1)
            {
                row["__context"] = new JsonObject { ["group_by"] = new JsonArray([.. all.Skip(1).Select(g => (JsonNode)g)]) };
            }

            return (JsonNode)row;
        }).Skip(call.Int("offset"));
        return new JsonArray([.. call.Limit > 0 ? rows.Take(call.Limit) : rows]);
    }

    /// <summary>"amount", "amount:sum" and "total:sum(amount)".</summary>
    private static (string, string)? Field(Model model, string text)
    {
        var parts = text.Split(':');
        var name = parts.Length > 1 && parts[1].Contains('(', StringComparison.Ordinal) ? parts[1].Split('(', ')')[1] : parts[0];
        if (name == "__count" || !model.Fields.TryGetValue(name, out var field))
        {
            return name == "__count" ? null : throw OdooError.Field(model.Name, name, OdooError.Value($"Invalid field {Python.Quote(name)} on model {Python.Quote(model.Name)}"));
        }

        return parts.Length > 1 ? (parts[0], $"{name}:{parts[1].Split('(')[0]}") : field is { IsNumber: true, Name: not "id" } ? (name, $"{name}:sum") : null;
    }

    private static JsonArray Whole(List<GroupKey> keys, GroupOf group, JsonArray domain)
    {
        var terms = keys.Count == 0 ? [] : ReadGroup.Conditions(keys, group);
        var explicitAnds = domain.Count(t => t is JsonArray) - 1 - domain.Count(t => Js.IsText(t) && Js.Text(t!) is "&" or "|");
        return
        [
            .. Enumerable.Repeat("&", Math.Max(explicitAnds, 0) + (domain.Count > 0 && terms.Count > 0 ? 1 : 0)).Select(a => (JsonNode)a),
            .. terms.Select(t => t?.DeepClone()), .. domain.Select(t => t?.DeepClone()),
        ];
    }
}
