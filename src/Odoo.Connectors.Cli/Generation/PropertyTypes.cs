using Odoo.Connectors.Cli.Schema;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>Odoo's types of fields in C#.</summary>
internal static class PropertyTypes
{
    /// <summary>The declaration's beginning and end around the property's name.</summary>
    public static (string Before, string After) Of(PropertyPlan property)
    {
        SchemaField field = property.Field;
        const string Plain = "{ get; init; }";
        return property.FieldName == "id" ? ("long", Plain) : field.Type switch
        {
            "boolean" => ("bool", Plain),
            "integer" => ("long", Plain),
            "float" or "monetary" => ("decimal", Plain),
            "one2many" or "many2many" => ("IReadOnlyList<long>", Plain + " = [];"),
            "char" or "text" or "html" => Class("string", field),
            "selection" when property.EnumName is { } name => ($"OdooSelection<{name}>{Mark(field)}", Plain),
            // A selection whose values are not texts is read as it comes.
            "selection" when field.Options is null => ("JsonElement?", Plain),
            "selection" => Class("string", field),
            "date" => ("DateOnly" + Mark(field), Plain),
            "datetime" => ("DateTimeOffset" + Mark(field), Plain),
            "many2one" => Class("OdooReference", field),
            "many2one_reference" => ("long?", Plain),
            "reference" => ("OdooModelReference?", Plain),
            "binary" => ("OdooBinary?", Plain),
            _ => ("JsonElement?", Plain),
        };
    }

    // What is computed or kept by company can be empty though it is required: only the database's own column is never.
    private static bool IsNeverEmpty(SchemaField field) => field is { IsRequired: true, IsStored: true, IsCompanyDependent: false };

    private static string Mark(SchemaField field) => IsNeverEmpty(field) ? "" : "?";

    private static (string, string) Class(string type, SchemaField field) =>
        IsNeverEmpty(field) ? ("required " + type, "{ get; init; }") : (type + "?", "{ get; init; }");
}
