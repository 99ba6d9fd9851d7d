using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>One page of a query's answer.</summary>
/// <param name="Records">The records.</param>
/// <param name="Next">The path of the next page without the slash before it, or null at the end.</param>
internal sealed record QueryPage(IReadOnlyList<JsonElement> Records, string? Next)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the answer of a query.</summary>
    public static QueryPage Read(string system, byte[] body)
    {
        try
        {
            JsonElement answer = JsonElement.Parse(body, Strict);
            if (answer.ValueKind == JsonValueKind.Object)
            {
                return Read(answer);
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new SalesforceException(
            ErrorKind.Protocol, $"Salesforce '{system}' answered a read with something that is no JSON object; check LoginUrl and what stands in between.")
        {
            ServerText = new ServerText(Encoding.UTF8.GetString(body)),
        };
    }

    /// <summary>Reads a page, be it the whole answer or the children of a record.</summary>
    public static QueryPage Read(JsonElement answer)
    {
        if (!answer.TryGetProperty("records", out JsonElement records) || records.ValueKind != JsonValueKind.Array
            || !answer.TryGetProperty("done", out JsonElement done) || done.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw Wrong("records and done");
        }

        List<JsonElement> found = [.. records.EnumerateArray()];
        if (found.Exists(r => r.ValueKind != JsonValueKind.Object))
        {
            throw Wrong("records");
        }

        if (done.ValueKind == JsonValueKind.True)
        {
            return new QueryPage(found, null);
        }

        // Only a path of the API is followed: the token goes along.
        return answer.TryGetProperty("nextRecordsUrl", out JsonElement url) && url.ValueKind == JsonValueKind.String
            && url.GetString() is { } next && next.StartsWith("/services/data/", StringComparison.Ordinal)
                ? new QueryPage(found, next[1..])
                : throw Wrong("nextRecordsUrl");
    }

    private static SalesforceException Wrong(string field) =>
        new(ErrorKind.Protocol, $"A query's answer has no usable {field}; that is not what the REST API documents.") { Field = field };
}
