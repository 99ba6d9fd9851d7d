using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>From a schema to the files of its models.</summary>
internal static class Generator
{
    /// <summary>The file beside the models that holds the fields they use: a schema of its own, to generate and compare from.</summary>
    public const string Manifest = "odoo-models.json";

    public static SortedDictionary<string, string> Files(OdooSchema schema, string space)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal) { [Manifest] = SchemaWriter.Write(schema) };
        foreach (ModelPlan model in ModelPlan.Of(schema))
        {
            files.Add(ModelFile.NameOf(model), ModelFile.Write(model, schema.ServerVersion, space));
        }

        return files;
    }
}
