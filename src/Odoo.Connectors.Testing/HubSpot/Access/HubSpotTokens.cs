using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The token endpoint, and which tokens are good.</summary>
internal sealed class HubSpotTokens(HubSpotEmulatorOptions options, TimeProvider clock)
{
    private readonly Dictionary<string, DateTimeOffset> _expiry = new(StringComparer.Ordinal);
    private string? _refresh = options.RefreshToken;
    private string _secret = options.ClientSecret;
    private int _given;

    public string PrivateAppToken { get; set; } = options.PrivateAppToken;

    public void Revoke() => _refresh = null;

    public void ChangeSecret(string secret) => _secret = secret;

    /// <summary>Makes every access token of the OAuth app as old as it may become.</summary>
    public void ExpireAll()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (string token in _expiry.Keys)
        {
            _expiry[token] = now;
        }
    }

    public VendorAnswer Give(VendorCall call)
    {
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(call.Body);
        string Field(string name) => form.TryGetValue(name, out StringValues value) ? value.ToString() : string.Empty;
        if (call.Method != "POST" || Field("grant_type") != "refresh_token")
        {
            return HubSpotRefusal.NotEmulated($"{call.Method} {call.Path} with the grant '{Field("grant_type")}'").ToAnswer(call.Sequence);
        }

        if (Field("client_id") != options.ClientId)
        {
            return Error("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
        }

        if (Field("client_secret") != _secret)
        {
            return Error("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret");
        }

        return Field("refresh_token") == _refresh ? Token() : Error("invalid_grant", "BAD_REFRESH_TOKEN", "refresh token is invalid, expired or revoked");
    }

    /// <summary>Whose call this is; refused when its token is not good.</summary>
    public HubSpotCaller Check(VendorCall call)
    {
        string authorization = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        string token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..] : string.Empty;
        if (token == PrivateAppToken)
        {
            return HubSpotCaller.PrivateApp;
        }

        if (!_expiry.TryGetValue(token, out DateTimeOffset expiry))
        {
            throw new HubSpotRefusal(401, "Authentication credentials not found. This API supports OAuth 2.0 authentication.", "INVALID_AUTHENTICATION");
        }

        double late = (clock.GetUtcNow() - expiry).TotalSeconds;
        return late < 0
            ? HubSpotCaller.OAuthApp
            : throw new HubSpotRefusal(401, string.Create(CultureInfo.InvariantCulture, $"The OAuth token used to make this call expired {late:0} second(s) ago."), "EXPIRED_AUTHENTICATION");
    }

    private VendorAnswer Token()
    {
        string token = $"emulator-access-{++_given:D6}-{new string('A', 300)}";
        _expiry[token] = clock.GetUtcNow() + options.TokenLifetime;
        if (options.RotatesRefreshToken)
        {
            _refresh = $"{options.RefreshToken}-{_given}";
        }

        return VendorAnswer.Json(200, new JsonObject
        {
            ["token_type"] = "bearer",
            ["refresh_token"] = _refresh,
            ["access_token"] = token,
            ["hub_id"] = options.PortalId,
            ["scopes"] = new JsonArray([.. options.Scopes.Select(scope => (JsonNode)scope)]),
            ["expires_in"] = (long)options.TokenLifetime.TotalSeconds,
        });
    }

    private static VendorAnswer Error(string error, string status, string description) => VendorAnswer.Json(400, new JsonObject
    {
        ["error"] = error, ["error_description"] = description, ["status"] = status, ["message"] = description,
    });
}
