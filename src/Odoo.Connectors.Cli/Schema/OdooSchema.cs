namespace Odoo.Connectors.Cli.Schema;

/// <summary>The fields of models as one server described them.</summary>
/// <param name="ServerVersion">The server's version, such as <c>19.0</c>.</param>
/// <param name="Models">The models by name, in ordinal order.</param>
internal sealed record OdooSchema(string ServerVersion, SortedDictionary<string, SchemaModel> Models)
{
    public SchemaField? Find(string model, string field) => Models.GetValueOrDefault(model)?.Fields.GetValueOrDefault(field);
}
