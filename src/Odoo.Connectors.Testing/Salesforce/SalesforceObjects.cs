using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Reads and writes single records.</summary>
internal sealed class SalesforceObjects(SalesforceSchema schema, SalesforceRecords records, SalesforceView view)
{
    public VendorAnswer Serve(VendorCall call, string typeName, string[] rest)
    {
        string type = schema.TypeName(typeName) ?? throw SalesforceRefusal.NotFound();
        return (call.Method, rest) switch
        {
            ("POST", []) => Create(type, Body(call)),
            ("GET", [var id]) => Show(type, Existing(type, id), call),
            ("PATCH", [var id]) => Update(type, Existing(type, id), Body(call)),
            ("GET", [var field, var value]) => Show(type, Single(type, field, value) ?? throw SalesforceRefusal.NotFound(), call),
            ("PATCH", [var field, var value]) => Upsert(call, type, field, value),
            _ => throw new SalesforceRefusal(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{call.Method}' not allowed."),
        };
    }

    private VendorAnswer Create(string type, JsonObject body)
    {
        CheckWritable(type, body);
        JsonObject record = records.Create(type, body);
        return VendorAnswer.Json(201, Saved(record));
    }

    private VendorAnswer Update(string type, JsonObject record, JsonObject body)
    {
        CheckWritable(type, body);
        records.Change(type, record, body);
        return VendorAnswer.Empty(204);
    }

    private VendorAnswer Upsert(VendorCall call, string type, string field, string value)
    {
        JsonObject body = Body(call);
        string key = ExternalKey(type, field);
        if (body.Any(f => f.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SalesforceRefusal(400, "INVALID_FIELD", $"The {key} field should not be specified in the sobject data.");
        }

        CheckWritable(type, body);
        JsonObject[] found = Matching(type, key, value);
        if (found.Length > 1)
        {
            return Choices(type, found);
        }

        bool created = found.Length == 0;
        if (created && QueryHelpers.ParseQuery(call.Query).TryGetValue("updateOnly", out StringValues only) && only == "true")
        {
            throw SalesforceRefusal.NotFound();
        }

        JsonObject record;
        if (created)
        {
            record = records.Create(type, body);
            record[key] = value;
        }
        else
        {
            record = found[0];
            records.Change(type, record, body);
        }

        JsonObject saved = Saved(record);
        saved["created"] = created;
        return VendorAnswer.Json(created ? 201 : 200, saved);
    }

    private VendorAnswer Show(string type, JsonObject record, VendorCall call)
    {
        if (!QueryHelpers.ParseQuery(call.Query).TryGetValue("fields", out StringValues wanted))
        {
            return VendorAnswer.Json(200, view.Whole(type, record));
        }

        string[] fields = [.. wanted.ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(field => schema.FieldName(type, field) ?? throw SalesforceRefusal.NoColumn(type, field))];
        return VendorAnswer.Json(200, view.Some(type, record, fields.Contains("Id") ? fields : [.. fields, "Id"]));
    }

    private JsonObject Existing(string type, string id)
    {
        if (!SalesforceId.LooksLikeOne(id))
        {
            throw new SalesforceRefusal(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {id}");
        }

        if (!SalesforceId.IsValid(id))
        {
            throw new SalesforceRefusal(400, "MALFORMED_ID", $"{type} ID: id value of incorrect type: {id}", "Id");
        }

        JsonObject record = records.Find(type, id) ?? throw SalesforceRefusal.NotFound();
        return record["IsDeleted"]?.GetValue<bool>() is true
            ? throw new SalesforceRefusal(404, "ENTITY_IS_DELETED", "entity is deleted")
            : record;
    }

    private JsonObject? Single(string type, string field, string value)
    {
        JsonObject[] found = Matching(type, ExternalKey(type, field), value);
        return found.Length == 1 ? found[0] : null;
    }

    private JsonObject[] Matching(string type, string key, string value) =>
        [.. records.All(type).Where(r => r[key]?.ToString().Equals(value, StringComparison.OrdinalIgnoreCase) is true && r["IsDeleted"]?.GetValue<bool>() is not true)];

    private string ExternalKey(string type, string field) =>
        SalesforceSchema.IsCustom(field) && schema.FieldName(type, field) is { } key
            ? key
            : throw new SalesforceRefusal(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {field}");

    private void CheckWritable(string type, JsonObject body)
    {
        foreach ((string field, _) in body.Where(f => f.Key != "attributes"))
        {
            if (schema.FieldName(type, field) is null)
            {
                throw SalesforceRefusal.NoColumn(type, field);
            }
        }

        string[] readOnly = [.. body.Select(f => f.Key).Where(SalesforceSchema.IsReadOnly)];
        if (readOnly.Length > 0)
        {
            throw new SalesforceRefusal(400, "INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {string.Join(", ", readOnly)}.", readOnly);
        }
    }

    private VendorAnswer Choices(string type, JsonObject[] found) => VendorAnswer.Json(
        300,
        new JsonArray([.. found.Select(record => JsonValue.Create(view.Attributes(type, record)["attributes"]!["url"]!.GetValue<string>()))]));

    private static JsonObject Saved(JsonObject record) =>
        new() { ["id"] = record["Id"]!.DeepClone(), ["success"] = true, ["errors"] = new JsonArray() };

    private static JsonObject Body(VendorCall call)
    {
        try
        {
            return JsonNode.Parse(call.Body) as JsonObject ?? throw new JsonException("An object is needed.");
        }
        catch (JsonException)
        {
            throw new SalesforceRefusal(400, "JSON_PARSER_ERROR", "The body is no JSON object.");
        }
    }
}
