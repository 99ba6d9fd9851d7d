using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Parents that a write names by an external id: <c>"Account": {"Odoo_Id__c": "7"}</c> stands for the id.</summary>
internal sealed class SalesforceReferences(SalesforceSchema schema, SalesforceRecords records)
{
    public JsonObject Resolve(string type, JsonObject body)
    {
        if (!body.Any(field => field.Key != "attributes" && field.Value is JsonObject))
        {
            return body;
        }

        JsonObject resolved = [];
        foreach ((string name, JsonNode? value) in body)
        {
            if (name != "attributes" && value is JsonObject parent && schema.FieldName(type, SalesforceSchema.ParentKey(name)) is { } key)
            {
                resolved[key] = IdOf(type, SalesforceSchema.ParentType(name), parent);
            }
            else
            {
                resolved[name] = value?.DeepClone();
            }
        }

        return resolved;
    }

    private string IdOf(string type, string parentType, JsonObject parent)
    {
        (string named, JsonNode? value) = parent.Single(field => field.Key != "attributes");
        string field = schema.FieldName(parentType, named) is { } known && schema.Field(parentType, known)!.IsExternalId
            ? known
            : throw SalesforceRefusal.NoColumn(parentType, named);
        return records.Keys.Find(parentType, field, value?.ToString() ?? "") is [var found]
            ? found["Id"]!.ToString()
            : throw new SalesforceRefusal(400, "INVALID_FIELD", $"Foreign key external ID: {value?.ToString().ToLowerInvariant()} not found for field {field} in entity {type}", field);
    }
}
