using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Makes custom fields. Nobody may see a field that was just made, the maker neither.</summary>
internal sealed class SalesforceTooling(SalesforceSchema schema)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["Text"] = "string", ["TextArea"] = "textarea", ["LongTextArea"] = "textarea", ["Number"] = "double", ["Currency"] = "currency", ["Percent"] = "percent",
        ["Date"] = "date", ["DateTime"] = "datetime", ["Checkbox"] = "boolean", ["Picklist"] = "picklist", ["Email"] = "email", ["Url"] = "url", ["Phone"] = "phone",
    };

    private int _made;

    public VendorAnswer Serve(VendorCall call, string[] rest)
    {
        if (call.Method != "POST" || rest is not ["sobjects", "CustomField"])
        {
            throw SalesforceRefusal.NotEmulated(call.ToString());
        }

        JsonObject body = SalesforceObjects.Body(call);
        string[] name = (body["FullName"]?.ToString() ?? string.Empty).Split('.');
        JsonNode metadata = body["Metadata"] ?? throw Missing("Metadata");
        if (name.Length != 2 || schema.TypeName(name[0]) is not { } type || !SalesforceSchema.IsCustom(name[1]))
        {
            throw new SalesforceRefusal(400, "FIELD_INTEGRITY_EXCEPTION", "FullName must name a type and a custom field", "FullName");
        }

        if (schema.Field(type, name[1]) is not null)
        {
            throw new SalesforceRefusal(400, "DUPLICATE_DEVELOPER_NAME", $"There is already a field named {name[1][..^"__c".Length]} on {type}.", "DeveloperName");
        }

        schema.Set(type, Read(name[1], metadata));
        return VendorAnswer.Json(201, new JsonObject
        {
            ["id"] = SalesforceId.To18($"00NEM{++_made:D10}"),
            ["success"] = true,
            ["errors"] = new JsonArray(),
            ["warnings"] = new JsonArray(),
            ["infos"] = new JsonArray(),
        });
    }

    private static SalesforceField Read(string name, JsonNode metadata)
    {
        string kind = metadata["type"]?.ToString() ?? throw Missing("type");
        string type = Types.GetValueOrDefault(kind) ?? throw SalesforceRefusal.NotEmulated($"a custom field of the type {kind}");
        return new SalesforceField(name, type)
        {
            Label = metadata["label"]?.ToString() ?? throw Missing("label"),
            Length = kind is "Text" or "LongTextArea" ? metadata["length"]?.GetValue<int>() ?? throw Missing("length") : type == "string" ? 255 : 0,
            Precision = type is "double" or "currency" or "percent" ? metadata["precision"]?.GetValue<int>() ?? throw Missing("precision") : 0,
            Scale = type is "double" or "currency" or "percent" ? metadata["scale"]?.GetValue<int>() ?? throw Missing("scale") : 0,
            IsExternalId = metadata["externalId"]?.GetValue<bool>() is true,
            IsUnique = metadata["unique"]?.GetValue<bool>() is true,
            Picklist = [.. (metadata["valueSet"]?["valueSetDefinition"]?["value"] as JsonArray ?? []).Select(value => value!["fullName"]?.ToString() ?? value["label"]!.ToString())],
            IsVisible = false,
            IsEditable = false,
            NeedsGrant = true,
        };
    }

    private static SalesforceRefusal Missing(string what) => new(400, "FIELD_INTEGRITY_EXCEPTION", $"field {what} must be specified", what);
}
