using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Import;

/// <summary>load: all rows or none; what is wrong comes as messages, not as an error.</summary>
internal sealed class Loader(Env env, string modelName)
{
    private const int ErrorLimit = 10;

    private readonly Model _model = env.Model(modelName);
    private readonly CellReader _cells = new(env);

    public JsonNode Load(string[] fields, JsonArray data)
    {
        var columns = fields.Select(f => f.Split('/')).ToList();
        CheckColumns(_model, columns);
        var rows = data.Select(r => Pad((JsonArray)r!, columns.Count)).ToList();
        var records = new RowSplitter(env.World).Split(_model, columns, rows);
        var (ids, messages, refused) = (new List<long>(), new JsonArray(), 0);
        var start = env.World.Undo.Savepoint;
        for (var i = 0; i < records.Count; i++)
        {
            var savepoint = env.World.Undo.Savepoint;
            try
            {
                ids.Add(Save(records[i]));
            }
            catch (ImportMessage problem)
            {
                messages.Add((JsonNode)Located(problem.ToJson(), records[i], i));
            }
            catch (OdooError error) when (error.Kind is not "AttributeError")
            {
                env.World.RollbackTo(savepoint);
                messages.Add((JsonNode)Located(new JsonObject { ["type"] = "error", ["message"] = error.Bare }, records[i], i));
                if (++refused >= ErrorLimit && refused >= i / 10)
                {
                    messages.Add((JsonNode)new JsonObject { ["type"] = "warning", ["message"] = $"Found more than {ErrorLimit} errors and more than one error per 10 records, interrupted to avoid showing too many errors." });
                    break;
                }
            }
        }

        if (messages.Count > 0)
        {
            env.World.RollbackTo(start);
        }

        return new JsonObject { ["ids"] = messages.Count > 0 ? Js.False() : Js.List(ids), ["messages"] = messages, ["nextrow"] = 0 };
    }

    private long Save(ImportRecord record)
    {
        var (id, externalId) = _cells.Target(_model, record);
        var vals = _cells.Read(_model, record);
        if (id is { } existing)
        {
            Records.Write(env, modelName, env.Rows(modelName, [existing]), vals);
            return existing;
        }

        var row = Records.Create(env, modelName, vals);
        if (externalId is not null)
        {
            env.World.ExternalIds.Add(externalId, modelName, row.Id);
        }

        return row.Id;
    }

    private void CheckColumns(Model model, List<string[]> columns)
    {
        foreach (var path in columns.Where(p => p[0] is not ("id" or ".id")))
        {
            if (!model.Fields.TryGetValue(path[0], out var field))
            {
                throw OdooError.Field(model.Name, path[0], OdooError.Value($"Invalid field name '{string.Join('/', path)}'"));
            }

            if (path.Length > 1 && field.IsRelation)
            {
                CheckColumns(env.Model(field.Relation), [path[1..]]);
            }
        }
    }

    private static JsonNode?[] Pad(JsonArray row, int width)
    {
        var cells = row.Take(width).ToList();
        cells.AddRange(Enumerable.Repeat<JsonNode?>(null, width - cells.Count));
        return [.. cells];
    }

    private static JsonObject Located(JsonObject message, ImportRecord record, int index)
    {
        message["rows"] = new JsonObject { ["from"] = record.From, ["to"] = record.To };
        message["record"] = index;
        return message;
    }
}
