using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What a refused login means.</summary>
internal static class LoginErrors
{
    private static readonly string[] Known =
    [
        "invalid_grant", "invalid_client", "invalid_client_id", "invalid_request", "unsupported_grant_type", "inactive_user", "inactive_org",
        "rate_limit_exceeded", "unauthorized_client", "invalid_scope", "access_denied", "server_error",
    ];

    public static SalesforceException From(string system, ApiAnswer answer)
    {
        string? error = Error(answer.Body);
        (ErrorKind kind, string advice) = answer.Status switch
        {
            _ when error is not null && answer.Status is 400 or 401 or 403 =>
                (ErrorKind.Authentication, "check ClientId, ClientSecret, that LoginUrl is the My Domain, and the connected app's Run As user"),
            400 or 401 or 403 => (ErrorKind.Authentication, "the token endpoint refuses the login; check LoginUrl, ClientId and ClientSecret"),
            429 => (ErrorKind.RateLimited, "it asks to slow down"),
            408 or >= 500 => (ErrorKind.Transient, "it is tried again"),
            _ => (ErrorKind.Configuration, "there is no token endpoint; set LoginUrl to the organisation's My Domain"),
        };
        return new SalesforceException(
            kind,
            string.Create(CultureInfo.InvariantCulture, $"The login of Salesforce '{system}' was answered with HTTP {answer.Status} ({error ?? "without an error code"}); {advice}."))
        {
            Code = error,
            RetryAfter = answer.RetryAfter,
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    private static string? Error(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            string? error = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
            return Array.Find(Known, known => known == error);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
