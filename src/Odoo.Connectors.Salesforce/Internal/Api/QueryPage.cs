using System.Text.Json.Nodes;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>One page of a query's answer.</summary>
/// <param name="Records">The records.</param>
/// <param name="Next">The path of the next page, or null at the end.</param>
internal sealed record QueryPage(IReadOnlyList<JsonObject> Records, string? Next)
{
    /// <summary>Reads a page, be it the whole answer or the children of a record.</summary>
    public static QueryPage Read(JsonObject answer)
    {
        if (answer["records"] is not JsonArray records || answer["done"] is not JsonValue value || !value.TryGetValue(out bool done))
        {
            throw Wrong("records and done");
        }

        List<JsonObject> found = [.. records.Select(r => r as JsonObject ?? throw Wrong("records"))];
        if (done)
        {
            return new QueryPage(found, null);
        }

        // Only a path of the API is followed: the token goes along.
        return answer["nextRecordsUrl"] is JsonValue url && url.TryGetValue(out string? next) && next.StartsWith("/services/data/", StringComparison.Ordinal)
            ? new QueryPage(found, next)
            : throw Wrong("nextRecordsUrl");
    }

    private static SalesforceException Wrong(string field) =>
        new(ErrorKind.Protocol, $"A query's answer has no usable {field}; that is not what the REST API documents.") { Field = field };
}
