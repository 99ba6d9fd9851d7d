using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>A record type to write.</summary>
/// <param name="ClassName">Its name.</param>
/// <param name="ModelName">The model.</param>
/// <param name="Label">What people call the model.</param>
/// <param name="Properties">The properties, <c>id</c> first, then in the order of the fields' names.</param>
internal sealed record ModelPlan(string ClassName, string ModelName, string? Label, IReadOnlyList<PropertyPlan> Properties)
{
    // Time zones, countries' charts of accounts and the like: lists of data, not states that code would name.
    private const int MostOptions = 50;

    /// <summary>Names everything. The same schema gives the same names, whatever order it came in.</summary>
    public static IReadOnlyList<ModelPlan> Of(OdooSchema schema)
    {
        // Without regard to case: each class is a file, and not all file systems see it.
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        return [.. schema.Models.Select(m => Of(Names.Unique(ClassOf(m.Key), taken), m.Key, m.Value))];
    }

    private static string ClassOf(string model)
    {
        string name = Names.Identifier(model, "Model");
        return Reserved.Types.Contains(name) ? name + "Record" : name;
    }

    private static ModelPlan Of(string className, string modelName, SchemaModel model)
    {
        HashSet<string> taken = new(Reserved.Members, StringComparer.Ordinal) { className };
        List<(string Name, string Field)> names = [(Names.Unique("Id", taken), "id")];
        foreach (string field in model.Fields.Keys.Where(f => f != "id"))
        {
            string name = Names.Identifier(field, "Field");
            names.Add((Names.Unique(taken.Contains(name) ? name + "Field" : name, taken), field));
        }

        SchemaField id = model.Fields.GetValueOrDefault("id") ?? new SchemaField { Type = "integer", Label = "ID", IsReadOnly = true };
        return new(className, modelName, model.Label,
            [.. names.Select(n => Property(n.Name, n.Field, n.Field == "id" ? id : model.Fields[n.Field], taken))]);
    }

    private static PropertyPlan Property(string name, string fieldName, SchemaField field, HashSet<string> taken) => new(name, fieldName, field,
        field is { Type: "selection", Options.Count: > 0 and <= MostOptions } ? Names.Unique(name + "Option", taken) : null);
}
