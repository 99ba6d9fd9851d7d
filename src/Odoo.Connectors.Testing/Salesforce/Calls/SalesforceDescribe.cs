using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What a type tells of its fields.</summary>
internal static class SalesforceDescribe
{
    public static JsonObject Of(string type, SalesforceSchema schema, SalesforceRecords records) => new()
    {
        ["name"] = type,
        ["label"] = type,
        ["custom"] = SalesforceSchema.IsCustom(type),
        ["createable"] = true,
        ["updateable"] = true,
        ["deletable"] = true,
        ["queryable"] = true,
        ["replicateable"] = true,
        ["fields"] = new JsonArray([.. schema.Described(type).Select(field => (JsonNode)Field(type, field, records))]),
    };

    private static JsonObject Field(string type, SalesforceField field, SalesforceRecords records)
    {
        bool isWritable = field.IsEditable && !SalesforceSchema.IsReadOnly(field.Name);
        IEnumerable<string> values = type == "Opportunity" && field.Name == "StageName"
            ? records.All("OpportunityStage").Where(stage => stage["IsActive"]?.GetValue<bool>() is true).Select(stage => stage["MasterLabel"]!.ToString())
            : field.Picklist;
        return new JsonObject
        {
            ["name"] = field.Name,
            ["label"] = field.Label,
            ["type"] = field.Type,
            ["length"] = field.Length,
            ["precision"] = field.Precision,
            ["scale"] = field.Scale,
            ["custom"] = SalesforceSchema.IsCustom(field.Name),
            ["nillable"] = field.Name != "Id",
            ["createable"] = isWritable,
            ["updateable"] = isWritable,
            ["filterable"] = field.Type != "textarea",
            ["sortable"] = field.Type != "textarea",
            ["calculated"] = false,
            ["externalId"] = field.IsExternalId,
            ["unique"] = field.IsUnique,
            ["idLookup"] = field.IsExternalId || field.Name == "Id",
            ["restrictedPicklist"] = false,
            ["picklistValues"] = new JsonArray([.. values.Select(value => (JsonNode)new JsonObject
            {
                ["active"] = true, ["defaultValue"] = false, ["label"] = value, ["validFor"] = null, ["value"] = value,
            })]),
            ["referenceTo"] = new JsonArray([.. ReferenceTo(field).Select(parent => (JsonNode)parent)]),
            ["relationshipName"] = ReferenceTo(field).Length > 0 ? field.Name[..^"Id".Length] : null,
        };
    }

    private static string[] ReferenceTo(SalesforceField field) =>
        field.Type == "reference" && field.Name.EndsWith("Id", StringComparison.Ordinal) ? [SalesforceSchema.ParentType(field.Name[..^"Id".Length])] : [];
}
