using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What a refused login means.</summary>
internal static class LoginErrors
{
    private static readonly string[] Known =
    [
        "invalid_grant", "invalid_client", "invalid_client_id", "invalid_request", "unsupported_grant_type", "inactive_user", "inactive_org",
        "rate_limit_exceeded", "unauthorized_client", "invalid_scope", "access_denied", "server_error",
    ];

    public static SalesforceException From(string system, ApiAnswer answer, SalesforceOptions options)
    {
        string? error = SalesforceJson.Read(answer.Body, SalesforceJson.Default.TokenAnswer)?.Error is { } said ? Array.Find(Known, known => known == said) : null;
        string what = options.PrivateKey is null
            ? "check ClientId, ClientSecret, that LoginUrl is the My Domain, and the connected app's Run As user"
            : "check ClientId, Username, PrivateKey and Audience, and that the app is pre-authorised for the user";
        (ErrorKind kind, string advice) = answer.Status switch
        {
            _ when error is not null && answer.Status is 400 or 401 or 403 =>
                (ErrorKind.Authentication, what),
            400 or 401 or 403 => (ErrorKind.Authentication, $"the token endpoint refuses the login; check LoginUrl, and {what}"),
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
}
