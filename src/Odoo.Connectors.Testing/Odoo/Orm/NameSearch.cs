using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>name_search and name_create: which fields a record is looked for by, and what a typed name means.</summary>
internal static partial class NameSearch
{
    private static readonly Dictionary<string, string[]> s_fields = new()
    {
        ["res.partner"] = ["complete_name", "email", "ref", "vat", "company_registry"],
        ["res.currency"] = ["name", "full_name"],
        ["res.users"] = ["name", "login"],
        ["account.journal"] = ["name", "code"],
        ["account.move"] = ["name", "partner_id.name", "ref"],
        ["account.move.line"] = ["name", "move_id", "product_id"],
        ["account.tax"] = ["name", "description", "invoice_label"],
        ["sale.order"] = ["name", "partner_id.name"],
        ["sale.order.line"] = ["name", "order_id.name"],
        ["product.category"] = ["complete_name"],
    };

    public static JsonNode? Find(Call call)
    {
        var (name, op) = (call.Text("name") ?? "", (call.Text("operator") ?? "ilike").ToLowerInvariant());
        var most = call.Has("limit") ? call.Limit : 100;
        var domain = call["domain"] as JsonArray ?? [];
        var rows = name.Length == 0 && op == "ilike" ? Search.Run(call.Env, call.Model, domain, 0, most) : Found(call.Env, call.Model, name, op, domain);
        return new JsonArray([.. (most > 0 ? rows.Take(most) : rows).Select(r => (JsonNode)new JsonArray(r.Id, call.Env.World.BehaviorOf(call.Model).DisplayName(call.Env, r)))]);
    }

    /// <summary>A record by its name alone; of a customer "Ada &lt;ada@example.com&gt;" is a name and an address.</summary>
    public static JsonNode? Create(Call call)
    {
        var vals = new JsonObject { ["name"] = call["name"]?.DeepClone() };
        if (call.Model == "res.partner" && call.Text("name") is { } typed && Address().Match(typed) is { Success: true } match)
        {
            var email = match.Groups["email"].Value.ToLowerInvariant();
            vals = new JsonObject { ["name"] = match.Groups["name"].Value.Trim(' ', '"') is { Length: > 0 } name ? name : email, ["email"] = email };
        }

        var row = Records.Create(call.Env, call.Model, ContextDefaults.Add(call, vals));
        return new JsonArray(row.Id, call.Env.World.BehaviorOf(call.Model).DisplayName(call.Env, row));
    }

    /// <summary>What a name means in a model.</summary>
    public static IEnumerable<Row> Found(Env env, string model, string name, string op, JsonArray domain)
    {
        var first = (string field, string by) => Search.Run(env, model, new JsonArray([.. domain.Select(d => d?.DeepClone()), new JsonArray(field, by, name)]));
        switch (model)
        {
            case "res.country" or "res.country.state" when !Condition.IsNegative(op):
                var coded = first("code", "=ilike");
                return coded.Concat(By(env, model, name, op, domain).ExceptBy(coded.Select(r => r.Id), r => r.Id));
            case "product.product" when !Condition.IsNegative(op):
                List<Row> exact = [.. first("default_code", "=")];
                exact = exact.Count > 0 ? exact : first("barcode", "=");
                List<Row> all = exact.Count > 0 ? exact : [.. first("default_code", op), .. first("name", op).ExceptBy(first("default_code", op).Select(r => r.Id), r => r.Id)];
                return all.Count == 0 && Code().Match(name) is { Success: true } match ? Search.Run(env, model, new JsonArray([.. domain.Select(d => d?.DeepClone()), new JsonArray("default_code", "=", match.Groups[1].Value)])) : all;
            case "account.account" when !Condition.IsNegative(op):
                var (code, by) = op == "ilike" ? (name.Split(' ')[0] + "%", "=like") : (name.Split(' ')[0], op);
                return Search.Run(env, model, new JsonArray([.. domain.Select(d => d?.DeepClone()), "|", new JsonArray("code", by, code), new JsonArray("name", op, name)]));
            default:
                return By(env, model, name, op, domain);
        }
    }

    private static List<Row> By(Env env, string model, string name, string op, JsonArray domain)
    {
        var fields = (s_fields.GetValueOrDefault(model) ?? ["name"]).Where(f => env.Model(model).Fields.ContainsKey(f.Split('.')[0])).ToList();
        if (fields.Count == 0)
        {
            return Search.Run(env, model, domain);
        }

        var joined = new JsonArray([.. domain.Select(d => d?.DeepClone())]);
        fields.Skip(1).ToList().ForEach(_ => joined.Add((JsonNode)(Condition.IsNegative(op) ? "&" : "|")));
        fields.ForEach(f => joined.Add((JsonNode)new JsonArray(f, op, name)));
        return Search.Run(env, model, joined);
    }

    [GeneratedRegex(@"\[(.*?)\]")]
    private static partial Regex Code();

    [GeneratedRegex("^(?<name>[^<>]*)<(?<email>[^<>@ ]+@[^<>@ ]+)>\\s*$")]
    private static partial Regex Address();
}
