using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What a refused renewal of the token means.</summary>
internal static class TokenErrors
{
    private static readonly string[] Known =
    [
        "invalid_grant", "invalid_client", "invalid_request", "unauthorized_client", "unsupported_grant_type", "BAD_REFRESH_TOKEN", "BAD_CLIENT_ID", "BAD_CLIENT_SECRET",
    ];

    /// <summary>Whether the refresh token itself is refused, rather than the app or the request.</summary>
    public static bool IsBadGrant(HubSpotException e) => e.Code is "invalid_grant" or "BAD_REFRESH_TOKEN";

    public static HubSpotException From(string system, ApiAnswer answer)
    {
        TokenErrorBody? body = Parse(answer.Body);
        string? code = Array.Find(Known, k => k == body?.Status) ?? Array.Find(Known, k => k == body?.Error);
        (ErrorKind kind, string advice) = answer.Status switch
        {
            400 or 401 or 403 when code is "invalid_grant" or "BAD_REFRESH_TOKEN" =>
                (ErrorKind.Authentication, "the refresh token is not valid any more: authorise the app in the account again and set RefreshToken"),
            400 or 401 or 403 => (ErrorKind.Authentication, "check ClientId, ClientSecret and RefreshToken"),
            429 => (ErrorKind.RateLimited, "it asks to slow down"),
            408 or >= 500 => (ErrorKind.Transient, "it is tried again"),
            _ => (ErrorKind.Configuration, "there is no token endpoint; check ApiBase and TokenPath"),
        };
        return new HubSpotException(
            kind,
            string.Create(CultureInfo.InvariantCulture, $"The renewal of the token of HubSpot '{system}' was answered with HTTP {answer.Status} ({code ?? "without an error code"}); {advice}."))
        {
            Code = code,
            RetryAfter = answer.RetryAfter,
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    private static TokenErrorBody? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TokenJson.Default.TokenErrorBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
