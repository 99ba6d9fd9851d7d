using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>ir.model.fields: an administrator makes a real field by creating a record.</summary>
internal sealed class FieldBehavior() : Behavior(ModelFields.ModelName)
{
    public override string DisplayName(Env env, Row row) => $"{row.Text("field_description")} ({row.Text("model")})";

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("state", "manual");
        vals.TryAdd("ttype", "char");
        if (vals["model_id"] is { } link && !Js.IsFalse(link))
        {
            vals["model"] = env.Row("ir.model", Js.Id(link is JsonArray pair ? pair[0]! : link)).Text("model");
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        var (model, name) = (row.Text("model")!, row.Text("name")!);
        if (!name.StartsWith("x_", StringComparison.Ordinal))
        {
            throw OdooError.Constraint("Custom fields must have a name that starts with 'x_'!");
        }

        var fields = env.World.Models[model].Fields;
        if (fields.ContainsKey(name))
        {
            throw OdooError.Constraint("Field names must be unique per model.");
        }

        var type = Enum.TryParse(row.Text("ttype"), ignoreCase: true, out FieldType known) && known is not (FieldType.Json or FieldType.Properties)
            ? known : throw OdooError.NotEmulated($"fields of the type {row.Text("ttype")}");
        fields[name] = new Field
        {
            Name = name, Type = type, Label = row.Text("field_description") ?? name, Relation = row.Text("relation") ?? "", Inverse = row.Text("relation_field") ?? "",
            Required = row.Flag("required"), Selection = Options(vals),
        };
        env.World.Undo.Record(() => fields.Remove(name));
    }

    public override void Unlinking(Env env, Row row)
    {
        var (model, name) = (row.Text("model")!, row.Text("name")!);
        if (!name.StartsWith("x_", StringComparison.Ordinal))
        {
            throw OdooError.User("This column contains module data and cannot be removed!");
        }

        var fields = env.World.Models[model].Fields;
        if (fields.Remove(name, out var field))
        {
            env.World.Undo.Record(() => fields[name] = field);
        }
    }

    /// <summary>"[('a', 'A'), ('b', 'B')]", or commands that create ir.model.fields.selection.</summary>
    private static List<(string, string)> Options(JsonObject vals)
    {
        if (vals["selection_ids"] is JsonArray commands)
        {
            return [.. commands.Select(c => c?[2] as JsonObject).OfType<JsonObject>().Select(o => (Js.Text(o["value"]!), Js.Text(o["name"]!)))];
        }

        var words = (vals["selection"] is { } text && Js.IsText(text) ? Js.Text(text) : "").Split('\'', '"').Where((_, i) => i % 2 == 1).ToList();
        return [.. words.Chunk(2).Where(p => p.Length == 2).Select(p => (p[0], p[1]))];
    }
}
