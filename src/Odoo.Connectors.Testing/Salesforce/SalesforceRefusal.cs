using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>The vendor says no: an array with one error.</summary>
internal sealed class SalesforceRefusal(int status, string errorCode, string message, params string[] fields) : Exception(message)
{
    public int Status => status;

    public VendorAnswer ToAnswer()
    {
        var error = new JsonObject { ["message"] = Message, ["errorCode"] = errorCode };
        if (fields.Length > 0)
        {
            error["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]);
        }

        return VendorAnswer.Json(status, new JsonArray(error));
    }

    /// <summary>As a collection's result shows it: with <c>statusCode</c> and always with fields.</summary>
    public JsonObject ToResult() => new()
    {
        ["statusCode"] = errorCode,
        ["message"] = Message,
        ["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]),
    };

    public static SalesforceRefusal NotEmulated(string what) => new(501, "NOT_EMULATED", $"The emulator of Salesforce does not serve {what}.");

    public static SalesforceRefusal NotFound() => new(404, "NOT_FOUND", "The requested resource does not exist");

    public static SalesforceRefusal BadQuery(string message) => new(400, "MALFORMED_QUERY", message);

    public static SalesforceRefusal NoColumn(string type, string field) =>
        new(400, "INVALID_FIELD", $"No such column '{field}' on sobject of type {type}");
}
