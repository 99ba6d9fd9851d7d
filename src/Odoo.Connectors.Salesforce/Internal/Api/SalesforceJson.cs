using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Odoo.Connectors.Salesforce.Internal.Api.Wire;
using Odoo.Connectors.Salesforce.Internal.Matching;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>The fixed shapes of the API, read and written by generated code. Records are none of them: their fields are configured.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AccountMatch))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(List<ErrorItem>))]
[JsonSerializable(typeof(List<SaveResult>))]
[JsonSerializable(typeof(SaveResult))]
[JsonSerializable(typeof(QueryJob))]
[JsonSerializable(typeof(QueryJobRequest))]
[JsonSerializable(typeof(CustomField))]
[JsonSerializable(typeof(Description))]
[JsonSerializable(typeof(Dictionary<string, Limit>))]
internal sealed partial class SalesforceJson : JsonSerializerContext
{
    /// <summary>What an answer says, or null when it is nothing of the kind.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
