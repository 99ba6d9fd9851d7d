using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Checks what a call wants to write.</summary>
internal sealed class SalesforceRules(SalesforceSchema schema, SalesforceRecords records)
{
    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["Account"] = ["Name"],
        ["Contact"] = ["LastName"],
        ["Opportunity"] = ["Name", "StageName", "CloseDate"],
        ["OpportunityLineItem"] = ["OpportunityId", "Quantity", "PricebookEntryId"],
        ["OpportunityContactRole"] = ["OpportunityId", "ContactId"],
        ["Product2"] = ["Name"],
        ["PermissionSet"] = ["Name", "Label"],
        ["FieldPermissions"] = ["ParentId", "SobjectType", "Field"],
        ["PermissionSetAssignment"] = ["AssigneeId", "PermissionSetId"],
        ["PricebookEntry"] = ["Product2Id", "Pricebook2Id", "UnitPrice"],
    };

    public void Check(string type, JsonObject body, JsonObject? record)
    {
        foreach ((string field, JsonNode? value) in body.Where(field => field.Key != "attributes"))
        {
            if (value is JsonObject)
            {
                throw SalesforceRefusal.NotEmulated($"a relationship in the body of a write ({type}.{field})");
            }

            if (schema.FieldName(type, field) is null)
            {
                throw SalesforceRefusal.NoColumn(type, field);
            }
        }

        string[] readOnly = [.. body.Select(field => field.Key).Where(field => field != "attributes" && (SalesforceSchema.IsReadOnly(field) || !schema.Field(type, field)!.IsEditable))];
        if (readOnly.Length > 0)
        {
            throw new SalesforceRefusal(400, "INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {string.Join(", ", readOnly)}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.", readOnly);
        }

        foreach ((string field, JsonNode? value) in body.Where(field => field.Key != "attributes" && field.Value is not null))
        {
            CheckValue(type, schema.Field(type, field)!, value!, record);
        }

        string[] missing = [.. Required.GetValueOrDefault(type, []).Where(field => body.ContainsKey(field) ? IsEmpty(body[field]) : record is null)];
        if (missing.Length > 0)
        {
            throw new SalesforceRefusal(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", missing)}]", missing);
        }

        SalesforceAccess.Check(schema, records, type, body, record);
    }

    private static bool IsEmpty(JsonNode? value) => value is null || value.ToString().Length == 0;

    private void CheckValue(string type, SalesforceField field, JsonNode value, JsonObject? record)
    {
        string text = value.ToString();
        bool fits = field.Type switch
        {
            "currency" or "double" or "percent" or "int" => value.GetValueKind() == JsonValueKind.Number || decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False || text is "true" or "false",
            "date" => SalesforceValue.TryDate(text, out _),
            "datetime" => SalesforceValue.TryInstant(text, out _),
            "reference" => SalesforceId.LooksLikeOne(text),
            _ => true,
        };
        if (!fits)
        {
            throw field.Type == "reference"
                ? new SalesforceRefusal(400, "MALFORMED_ID", $"{field.Label}: id value of incorrect type: {text}", field.Name)
                : new SalesforceRefusal(400, "JSON_PARSER_ERROR", $"Cannot deserialize instance of {field.Type} from VALUE_STRING value {text}");
        }

        if (field.Length > 0 && SalesforceSchema.IsCustom(field.Name) && text.Length > field.Length)
        {
            throw new SalesforceRefusal(400, "STRING_TOO_LONG", $"{field.Label}: data value too large: {text} (max length={field.Length})", field.Name);
        }

        if (field.IsUnique && records.Keys.Find(type, field.Name, text).FirstOrDefault(other => other != record) is { } owner)
        {
            throw new SalesforceRefusal(400, "DUPLICATE_VALUE", $"duplicate value found: {field.Name} duplicates value on record with id: {owner["Id"]}", field.Name);
        }
    }
}
