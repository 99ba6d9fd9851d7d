using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Turns the JSON of a record into the model.</summary>
internal static class RecordMapper
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static object Map(string system, string kind, ReadOnlyMemory<byte> json, SalesforceOptions options) => kind switch
    {
        RecordKinds.Deal => DealMapper.Map(system, Parse(json), options),
        RecordKinds.Customer => CustomerMapper.Map(system, Parse(json), options),
        _ => throw new ConnectorException(ErrorKind.Configuration, $"Salesforce '{system}' reads deals and customers, not '{kind}'."),
    };

    /// <summary>A text, or null when it is empty.</summary>
    public static string? Text(JsonObject record, string field) => JsonText.Of(record[field]) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public static bool Flag(JsonObject record, string field) => record[field]?.GetValueKind() == JsonValueKind.True;

    public static CustomFields Custom(JsonObject record, IEnumerable<string> fields) =>
        new(fields.Where(record.ContainsKey).Select(field => KeyValuePair.Create(field, JsonText.Of(record[field]))));

    private static JsonObject Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.Span, documentOptions: Strict) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ConnectorException(ErrorKind.Protocol, "What was read from Salesforce is no JSON object.");
        }
    }
}
