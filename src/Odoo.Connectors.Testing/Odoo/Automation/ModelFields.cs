using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Automation;

/// <summary>ir.model and ir.model.fields: the models and fields as records. The fields are many and made when somebody first asks.</summary>
internal static class ModelFields
{
    public const string ModelName = "ir.model.fields";

    /// <summary>Adds the models that have no record yet, with the external ids that modules give them.</summary>
    public static void PlantModels(World world)
    {
        var table = world["ir.model"];
        var known = table.Rows.Select(r => r.Text("model")).ToHashSet();
        foreach (var model in world.Models.Values.Where(m => !known.Contains(m.Name)))
        {
            var row = table.Insert();
            table.Set(row, "name", model.Label);
            table.Set(row, "model", model.Name);
            world.ExternalIds.Add($"{ModuleOf(model.Name)}.model_{model.Name.Replace('.', '_')}", "ir.model", row.Id);
        }
    }

    public static void PlantFields(World world, Table table)
    {
        var models = world["ir.model"].Rows.ToDictionary(r => r.Text("model")!, r => r.Id);
        foreach (var model in world.Models.Values)
        {
            foreach (var field in model.Fields.Values)
            {
                Plant(table, model.Name, models[model.Name], field);
            }
        }
    }

    public static void Plant(Table table, string model, long modelId, Field field)
    {
        var row = table.Insert();
        foreach (var (name, value) in (ReadOnlySpan<(string, object?)>)
        [
            ("name", field.Name), ("model", model), ("model_id", modelId), ("field_description", field.Label), ("ttype", field.TypeName),
            ("relation", field.Relation.Length > 0 ? field.Relation : null), ("required", field.Required), ("readonly", field.Readonly || field.Computed), ("store", !field.Computed),
        ])
        {
            table.Set(row, name, value);
        }
    }

    private static string ModuleOf(string model) => model.Split('.') switch
    {
        ["base", "automation", ..] => "base_automation",
        ["account" or "sale" or "crm" or "product" or "mail" or "uom", ..] and [var module, ..] => module,
        _ => "base",
    };
}
