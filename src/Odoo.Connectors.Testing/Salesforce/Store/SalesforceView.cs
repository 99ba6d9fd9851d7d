using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>How a stored record is shown to a caller.</summary>
internal sealed class SalesforceView(SalesforceSchema schema, string apiVersion)
{
    public JsonObject Attributes(string type, JsonObject record) => new()
    {
        ["attributes"] = new JsonObject
        {
            ["type"] = type,
            ["url"] = Url(type, record),
        },
    };

    public string Url(string type, JsonObject record) => $"/services/data/{apiVersion}/sobjects/{type}/{record["Id"]!.GetValue<string>()}";

    public JsonObject Whole(string type, JsonObject record) => Some(type, record, schema.Fields(type));

    public JsonObject Some(string type, JsonObject record, IEnumerable<string> fields)
    {
        JsonObject shown = Attributes(type, record);
        foreach (string field in fields)
        {
            shown[field] = Value(record, field);
        }

        return shown;
    }

    public static JsonNode? Value(JsonObject record, string field)
    {
        SalesforceFieldKind kind = SalesforceSchema.Kind(field);
        if (kind == SalesforceFieldKind.Compound)
        {
            return Address(record, field[..^"Address".Length]);
        }

        JsonNode? value = record[field];
        return kind != SalesforceFieldKind.Integer && SalesforceValue.TryNumber(value, out decimal number)
            ? SalesforceValue.Number(number)
            : value?.DeepClone();
    }

    private static JsonObject? Address(JsonObject record, string prefix)
    {
        string[] parts = ["City", "Country", "PostalCode", "State", "Street"];
        if (parts.All(part => record[prefix + part] is null))
        {
            return null;
        }

        return new JsonObject
        {
            ["city"] = record[$"{prefix}City"]?.DeepClone(),
            ["country"] = record[$"{prefix}Country"]?.DeepClone(),
            ["geocodeAccuracy"] = null,
            ["latitude"] = null,
            ["longitude"] = null,
            ["postalCode"] = record[$"{prefix}PostalCode"]?.DeepClone(),
            ["state"] = record[$"{prefix}State"]?.DeepClone(),
            ["street"] = record[$"{prefix}Street"]?.DeepClone(),
        };
    }
}
