using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>create, write and unlink.</summary>
internal static class Records
{
    /// <summary>Key in create values that gives the new record an external id (used by load for sub-rows).</summary>
    public const string ExternalIdKey = "$external_id";

    private static readonly HashSet<string> s_magic = ["id", "create_date", "write_date", "create_uid", "write_uid", "display_name"];

    public static Row Create(Env env, string modelName, JsonObject given)
    {
        var model = env.Model(modelName);
        AccessRules.Check(env, model, "create");
        env.CheckLanguage();
        var vals = Js.Copy(given);
        var external = vals[ExternalIdKey] ?? ImportedId(env, vals);
        vals.Remove(ExternalIdKey);
        var unknown = vals.FirstOrDefault(p => !model.Fields.ContainsKey(p.Key)).Key;
        if (unknown is not null)
        {
            throw OdooError.Field(modelName, unknown, OdooError.Value($"Invalid field '{unknown}' in '{modelName}'"));
        }

        var behavior = env.World.BehaviorOf(modelName);
        behavior.Default(env, vals);
        var table = env.World[modelName];
        var row = table.Insert();
        behavior.Inserted(env, row);
        foreach (var field in model.Fields.Values.Where(f => f.Default is not null || f.Type is FieldType.Boolean || f.IsNumber))
        {
            table.Set(row, field.Name, field.Default is { } text ? FieldValues.ToStore(env, modelName, field, field.Type is FieldType.Boolean ? text == "true" : text) : field.Type is FieldType.Boolean ? false : FieldValues.Zero(field));
        }

        table.Set(row, "create_uid", env.Uid);
        table.Set(row, "create_date", env.World.Clock.Now);
        Assign(env, model, row, vals, onCreate: true);
        foreach (var field in model.Fields.Values.Where(f => f.Required && row[f.Name] is null))
        {
            throw OdooError.Constraint($"Missing required value for the field '{field.Label}' ({field.Name}).\nModel: '{model.Label}' ({modelName})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n");
        }

        env.World.Automations.Create(env, row, () => behavior.Created(env, row, vals));
        if (external is not null)
        {
            env.World.ExternalIds.Add(Js.Text(external), modelName, row.Id);
        }

        return row;
    }

    public static void Write(Env env, string modelName, IReadOnlyList<Row> rows, JsonObject vals)
    {
        var model = env.Model(modelName);
        AccessRules.Check(env, model, "modify");
        env.CheckLanguage();
        var unknown = vals.FirstOrDefault(p => !model.Fields.ContainsKey(p.Key)).Key;
        if (unknown is not null)
        {
            throw OdooError.Field(modelName, unknown, OdooError.Key(unknown));
        }

        var behavior = env.World.BehaviorOf(modelName);
        foreach (var row in rows)
        {
            AccessRules.CheckRow(env, model, row, "write");
            env.World.Automations.Write(env, row, () =>
            {
                behavior.Writing(env, row, vals);
                Assign(env, model, row, vals, onCreate: false);
                behavior.Written(env, row, vals);
            });
        }
    }

    public static void Unlink(Env env, string modelName, IReadOnlyList<Row> rows)
    {
        AccessRules.Check(env, env.Model(modelName), "delete");
        var behavior = env.World.BehaviorOf(modelName);
        foreach (var row in rows)
        {
            AccessRules.CheckRow(env, env.Model(modelName), row, "unlink");
            env.World.Automations.Unlinking(env, row);
            behavior.Unlinking(env, row);
            env.World[modelName].Delete(row);
            env.World.ExternalIds.Forget(modelName, row.Id);
            Cascades.Forget(env, row);
            behavior.Unlinked(env, row);
        }
    }

    /// <summary>In an import's context an "id" that is a text becomes the external id; elsewhere Odoo ignores it.</summary>
    private static JsonNode? ImportedId(Env env, JsonObject vals) =>
        env.Context["_import_current_module"] is { } module && vals["id"] is { } id && Js.IsText(id) ? Js.Text(id).Contains('.', StringComparison.Ordinal) ? id.DeepClone() : $"{Js.Text(module)}.{Js.Text(id)}" : null;

    /// <summary>Sets one stored field without any reaction but that a changed record counts as written.</summary>
    public static void Set(Env env, Row row, string field, object? value)
    {
        if (Equals(row[field], value))
        {
            return;
        }

        env.World[row.Model].Set(row, field, value);
        if (!s_magic.Contains(field))
        {
            ConcurrentUpdate.Check(env, row);
            WriteDates.Touch(env, row);
        }

        env.World.Automations.Changed(env, row, field);
    }

    private static void Assign(Env env, Model model, Row row, JsonObject vals, bool onCreate)
    {
        var table = env.World[model.Name];
        ConcurrentUpdate.Check(env, row);
        table.Set(row, "write_uid", env.Uid);
        table.Set(row, "write_date", env.World.Clock.Now);
        var (plain, many) = (new List<Field>(), new List<Field>());
        foreach (var field in vals.Where(p => !s_magic.Contains(p.Key)).Select(p => model.Fields[p.Key]).Where(f => !f.Computed))
        {
            (field.Type is FieldType.One2Many or FieldType.Many2Many ? many : plain).Add(field);
        }

        // Properties are defined by a record that the same call may name.
        foreach (var field in plain.OrderBy(f => f.Type is FieldType.Properties))
        {
            table.Set(row, env.StoredName(field), field.Type is FieldType.Properties ? Properties.Write(env, row, field, vals[field.Name]) : FieldValues.ToStore(env, model.Name, field, vals[field.Name]));
        }

        foreach (var field in plain.Where(f => f.Type is FieldType.Monetary))
        {
            table.Set(row, env.StoredName(field), MonetaryRounding.Round(env, row, field));
        }

        foreach (var field in many)
        {
            Commands.Apply(env, row, field, vals[field.Name], onCreate);
        }
    }
}
