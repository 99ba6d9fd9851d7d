using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Reads and writes single records.</summary>
internal sealed class SalesforceObjects(SalesforceSchema schema, SalesforceRecords records, SalesforceView view, SalesforceWriter writer, SalesforceReplication replication)
{
    public VendorAnswer Serve(VendorCall call, string typeName, string[] rest)
    {
        string type = schema.TypeName(typeName) ?? throw SalesforceRefusal.NotFound();
        return (call.Method, rest) switch
        {
            ("POST", []) => Create(type, Body(call)),
            ("GET", ["describe"]) => VendorAnswer.Json(200, SalesforceDescribe.Of(type, schema, records)),
            ("GET", ["updated"]) => replication.Updated(type, call),
            ("GET", ["deleted"]) => replication.Deleted(type, call),
            ("GET", [var id]) => Show(type, writer.Existing(type, id), call),
            ("PATCH", [var id]) => Update(type, writer.Existing(type, id), Body(call)),
            ("DELETE", [var id]) => Delete(type, writer.Existing(type, id)),
            ("GET", [var field, var value]) => Show(type, Single(type, field, value) ?? throw SalesforceRefusal.NotFound(), call),
            ("PATCH", [var field, var value]) => Upsert(call, type, field, value),
            _ => throw new SalesforceRefusal(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{call.Method}' not allowed."),
        };
    }

    public static JsonObject Saved(JsonObject record) =>
        new() { ["id"] = record["Id"]!.DeepClone(), ["success"] = true, ["errors"] = new JsonArray() };

    public static JsonObject Body(VendorCall call)
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

    private VendorAnswer Create(string type, JsonObject body)
    {
        JsonObject record = writer.Create(type, body);
        return VendorAnswer.Json(201, Saved(record)).With("Location", view.Url(type, record));
    }

    private VendorAnswer Update(string type, JsonObject record, JsonObject body)
    {
        writer.Update(type, record, body);
        return VendorAnswer.Empty(204);
    }

    private VendorAnswer Delete(string type, JsonObject record)
    {
        writer.Delete(type, record);
        return VendorAnswer.Empty(204);
    }

    private VendorAnswer Upsert(VendorCall call, string type, string field, string value)
    {
        JsonObject body = Body(call);
        string key = writer.ExternalKey(type, field);
        if (body.Any(f => f.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SalesforceRefusal(400, "INVALID_FIELD", $"The {key} field should not be specified in the sobject data.");
        }

        bool updateOnly = QueryHelpers.ParseQuery(call.Query).TryGetValue("updateOnly", out StringValues only) && only == "true";
        if (writer.Upsert(type, key, value, body, updateOnly) is not var (record, created))
        {
            return VendorAnswer.Json(300, new JsonArray([.. records.Keys.Find(type, key, value).Select(found => (JsonNode)view.Url(type, found))]));
        }

        JsonObject saved = Saved(record);
        saved["created"] = created;
        VendorAnswer answer = VendorAnswer.Json(created ? 201 : 200, saved);
        return created ? answer.With("Location", view.Url(type, record)) : answer;
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

    private JsonObject? Single(string type, string field, string value) =>
        records.Keys.Find(type, writer.ExternalKey(type, field), value) is [var found] ? found : null;
}
