using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>read, and the nested reading of web_read.</summary>
internal static class Reader
{
    public static JsonArray Read(Env env, string modelName, IEnumerable<long> ids, IReadOnlyCollection<string> names, bool withNames = true)
    {
        var model = env.Model(modelName);
        AccessRules.Check(env, model, "access");
        var fields = (names.Count == 0 ? model.Fields.Keys : names).Where(n => n != "id")
            .Select(n => model.Fields.GetValueOrDefault(n) ?? throw OdooError.Value($"Invalid field {Python.Quote(n)} on {Python.Quote(modelName)}")).ToList();
        var result = new JsonArray();
        foreach (var row in ids.Select(i => env.World[modelName].Find(i)).OfType<Row>())
        {
            AccessRules.CheckRow(env, model, row, "read");
            var values = new JsonObject { ["id"] = row.Id };
            foreach (var field in fields)
            {
                values[field.Name] = FieldValues.ToJson(env, row, field, withNames);
            }

            result.Add((JsonNode)values);
        }

        return result;
    }

    public static JsonArray WebRead(Env env, string modelName, IEnumerable<long> ids, JsonObject specification)
    {
        var model = env.Model(modelName);
        var result = new JsonArray();
        foreach (var values in Read(env, modelName, ids, [.. specification.Select(s => s.Key)], withNames: false).Cast<JsonObject>())
        {
            foreach (var (name, spec) in specification)
            {
                if (spec?["fields"] is JsonObject inner && model.Fields[name] is { IsRelation: true } field)
                {
                    var nested = WebRead(env, field.Relation, Js.Ids(values[name]), inner);
                    values[name] = field.Type is FieldType.Many2One ? nested.Count > 0 ? nested[0]!.DeepClone() : Js.False() : nested;
                }
            }

            result.Add(values.DeepClone());
        }

        return result;
    }

    public static JsonObject FieldsGet(Model model, string[] names, string[] attributes)
    {
        var result = new JsonObject();
        foreach (var field in model.Fields.Values.Where(f => names.Length == 0 || names.Contains(f.Name)))
        {
            var info = new JsonObject { ["type"] = field.TypeName, ["string"] = field.Label, ["required"] = field.Required, ["readonly"] = field.Readonly || field.Computed, ["store"] = !field.Computed, ["name"] = field.Name };
            if (field.IsRelation)
            {
                info["relation"] = field.Relation;
            }

            if (field.Digits is { } digits)
            {
                info["digits"] = new JsonArray(16, digits);
            }

            if (field.Type is FieldType.Selection)
            {
                info["selection"] = new JsonArray([.. field.Selection.Select(s => (JsonNode)new JsonArray(s.Key, s.Label))]);
            }

            foreach (var dropped in info.Select(i => i.Key).Where(k => attributes.Length > 0 && !attributes.Contains(k)).ToList())
            {
                info.Remove(dropped);
            }

            result[field.Name] = info;
        }

        return result;
    }
}
