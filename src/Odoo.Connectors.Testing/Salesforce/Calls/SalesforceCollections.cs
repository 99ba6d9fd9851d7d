using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Up to 200 records at once, each with a result of its own in the order of the request.</summary>
internal sealed class SalesforceCollections(SalesforceSchema schema, SalesforceRecords records, SalesforceView view, SalesforceWriter writer)
{
    private const int Most = 200;
    private const int MostChunks = 10;
    private const string RolledBack = "Record rolled back because not all records were valid and the request was using AllOrNone header";

    public VendorAnswer Serve(VendorCall call, string[] rest) => (call.Method, rest) switch
    {
        ("POST", []) => Each(SalesforceObjects.Body(call), Create),
        ("PATCH", []) => Each(SalesforceObjects.Body(call), Update),
        ("PATCH", [var type, var field]) => Upsert(SalesforceObjects.Body(call), type, field),
        ("DELETE", []) => Delete(call),
        ("POST", [var type]) => Read(SalesforceObjects.Body(call), type),
        _ => throw SalesforceRefusal.NotEmulated(call.ToString()),
    };

    private VendorAnswer Each(JsonObject body, Func<string, JsonObject, JsonObject> write)
    {
        (string Type, JsonObject Record)[] all = [.. Records(body).Select(record => (Type(record), record))];
        int chunks = all.Where((record, place) => place == 0 || record.Type != all[place - 1].Type).Count();
        if (chunks > MostChunks)
        {
            throw new SalesforceRefusal(400, "LIMIT_EXCEEDED", $"Cannot have more than {MostChunks} chunks in a single operation. Please rearrange the data to reduce chunking.");
        }

        return Carry(AllOrNone(body), all, record => write(record.Type, record.Record));
    }

    private JsonObject Create(string type, JsonObject record)
    {
        if (record.Any(field => field.Key.Equals("Id", StringComparison.OrdinalIgnoreCase)))
        {
            throw new SalesforceRefusal(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
        }

        return SalesforceObjects.Saved(writer.Create(type, record));
    }

    private JsonObject Update(string type, JsonObject record)
    {
        string id = record.FirstOrDefault(field => field.Key.Equals("Id", StringComparison.OrdinalIgnoreCase)).Value?.ToString()
            ?? throw new SalesforceRefusal(400, "MISSING_ARGUMENT", "Id not specified in an update call", "Id");
        JsonObject found = writer.Existing(type, id);
        writer.Update(type, found, Without(record, "Id"));
        return SalesforceObjects.Saved(found);
    }

    private VendorAnswer Upsert(JsonObject body, string typeName, string field)
    {
        string type = schema.TypeName(typeName) ?? throw SalesforceRefusal.NotFound();
        string key = writer.ExternalKey(type, field);
        JsonObject[] all = [.. Records(body)];
        HashSet<string> twice = [.. all.Select(record => Key(record, key)).OfType<string>().GroupBy(value => value.ToUpperInvariant()).Where(same => same.Count() > 1).Select(same => same.Key)];
        return Carry(AllOrNone(body), all, record =>
        {
            if (Type(record) != type)
            {
                throw new SalesforceRefusal(400, "INVALID_TYPE", $"All records of an upsert must be of the type {type}.");
            }

            string value = Key(record, key) ?? throw new SalesforceRefusal(400, "MISSING_ARGUMENT", $"{key} not specified", key);
            if (twice.Contains(value.ToUpperInvariant()))
            {
                throw new SalesforceRefusal(400, "DUPLICATE_VALUE", $"Duplicate external id specified: {value}", key);
            }

            (JsonObject saved, bool created) = writer.Upsert(type, key, value, Without(record, key), updateOnly: false)
                ?? throw new SalesforceRefusal(400, "DUPLICATE_EXTERNAL_ID", $"{key}: more than one record found for external id field: {value}", key);
            JsonObject result = SalesforceObjects.Saved(saved);
            result["created"] = created;
            return result;
        });
    }

    private VendorAnswer Delete(VendorCall call)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(call.Query);
        string[] ids = query.TryGetValue("ids", out StringValues list) ? list.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries) : [];
        Limit(ids.Length);
        return Carry(query.TryGetValue("allOrNone", out StringValues all) && all == "true", ids, id =>
        {
            (string type, JsonObject record) = records.Find(id) ?? throw new SalesforceRefusal(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
            writer.Delete(type, writer.Existing(type, id));
            return SalesforceObjects.Saved(record);
        });
    }

    /// <summary>Records by their ids; one that is not there is null.</summary>
    private VendorAnswer Read(JsonObject body, string typeName)
    {
        string type = schema.TypeName(typeName) ?? throw SalesforceRefusal.NotFound();
        string[] fields = [.. (body["fields"] as JsonArray ?? []).Select(field => schema.FieldName(type, field!.ToString()) ?? throw SalesforceRefusal.NoColumn(type, field.ToString()))];
        return VendorAnswer.Json(200, new JsonArray([.. (body["ids"] as JsonArray ?? []).Select(id =>
            records.Find(type, id!.ToString()) is { } record && record["IsDeleted"]?.GetValue<bool>() is not true ? (JsonNode)view.Some(type, record, fields.Append("Id").Distinct()) : null)]));
    }

    /// <summary>Carries out one after the other; with all or none, one that fails brings back the others.</summary>
    private VendorAnswer Carry<T>(bool allOrNone, IReadOnlyList<T> all, Func<T, JsonObject> write)
    {
        var results = new List<JsonObject>();
        int failed = 0;
        foreach (T one in all)
        {
            try
            {
                results.Add(write(one));
            }
            catch (SalesforceRefusal refusal) when (refusal.Status < 500)
            {
                failed++;
                results.Add(new JsonObject { ["success"] = false, ["errors"] = new JsonArray(refusal.ToResult()) });
            }
        }

        if (allOrNone && failed > 0)
        {
            records.Rollback();
            var rolledBack = new SalesforceRefusal(400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", RolledBack);
            results = [.. results.Select(result => result["success"]!.GetValue<bool>() ? new JsonObject { ["success"] = false, ["errors"] = new JsonArray(rolledBack.ToResult()) } : result)];
        }

        return VendorAnswer.Json(200, new JsonArray([.. results]));
    }

    private static IEnumerable<JsonObject> Records(JsonObject body)
    {
        JsonArray all = body["records"] as JsonArray ?? throw new SalesforceRefusal(400, "JSON_PARSER_ERROR", "records are needed");
        Limit(all.Count);
        return all.Select(record => record as JsonObject ?? throw new SalesforceRefusal(400, "JSON_PARSER_ERROR", "a record is an object"));
    }

    private static void Limit(int count)
    {
        if (count > Most)
        {
            throw new SalesforceRefusal(400, "EXCEEDED_MAX_SIZE_REQUEST", $"record limit reached. cannot submit more than {Most} records into this call");
        }
    }

    private string Type(JsonObject record) => record["attributes"]?["type"]?.ToString() is { } name
        ? schema.TypeName(name) ?? throw new SalesforceRefusal(400, "INVALID_TYPE", $"sObject type '{name}' is not supported.")
        : throw new SalesforceRefusal(400, "INVALID_INPUT", "attributes.type is needed in each record");

    private static bool AllOrNone(JsonObject body) => body["allOrNone"]?.GetValue<bool>() is true;

    private static string? Key(JsonObject record, string key) =>
        record.FirstOrDefault(field => field.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value?.ToString() is { Length: > 0 } value ? value : null;

    private static JsonObject Without(JsonObject record, string name) =>
        new(record.Where(field => !field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
