using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Cells of export_data: names of linked records, external ids (made where there is none), database ids.</summary>
internal static class Exported
{
    public static JsonNode? Value(Env env, Row row, string[] path)
    {
        switch (path[0])
        {
            case ".id":
                return row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            case "id":
                return ExternalId(env, row);
        }

        var field = env.Model(row.Model).Fields.GetValueOrDefault(path[0]) ?? throw OdooError.Key($"'{path[0]}'");
        if (!field.IsRelation)
        {
            return field.Type is FieldType.Boolean ? env.Value(row, field) is true : FieldValues.ToJson(env, row, field) is { } value && !Js.IsFalse(value) ? value : "";
        }

        var targets = env.Value(row, field) switch { long id => env.Rows(field.Relation, [id]), long[] ids => env.Rows(field.Relation, ids), _ => [] };
        var cells = targets.Select(t => path.Length == 1 ? env.World.BehaviorOf(t.Model).DisplayName(env, t) : Js.Text(Value(env, t, path[1..])!));
        // A list is one cell; its sub-records would be rows of their own.
        return string.Join(',', cells);
    }

    private static string ExternalId(Env env, Row row)
    {
        if (env.World.ExternalIds.Of(row.Model, row.Id).FirstOrDefault() is { } known)
        {
            return known;
        }

        var made = $"__export__.{row.Model.Replace('.', '_')}_{row.Id}_{row.Id:x8}";
        env.World.ExternalIds.Add(made, row.Model, row.Id);
        return made;
    }
}
