using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>ir.model.fields: an administrator adds a field of his own, whose name begins with x_, and it is there at once.</summary>
internal sealed class ModelFieldBehavior() : Behavior(ModelFields.ModelName)
{
    private static readonly FieldType[] s_plain = [FieldType.Char, FieldType.Text, FieldType.Integer, FieldType.Float, FieldType.Boolean, FieldType.Date, FieldType.Datetime];

    public override void Created(Env env, Row row, JsonObject vals)
    {
        var name = row.Text("name")!;
        if (!name.StartsWith("x_", StringComparison.Ordinal))
        {
            throw OdooError.Validation("Custom fields must have a name that starts with 'x_'!");
        }

        if (!Enum.TryParse(row.Text("ttype"), ignoreCase: true, out FieldType type) || !s_plain.Contains(type))
        {
            throw OdooError.NotEmulated($"fields of the type {row.Text("ttype")}");
        }

        var model = env.Model(env.Row("ir.model", row.Link("model_id")).Text("model")!);
        Records.Set(env, row, "model", model.Name);
        model.Fields[name] = new Field { Name = name, Type = type, Label = row.Text("field_description") ?? name };
    }
}
