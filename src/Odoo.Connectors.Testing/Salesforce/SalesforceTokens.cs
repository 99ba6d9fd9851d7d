using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>The token endpoint and the tokens it gave out.</summary>
internal sealed class SalesforceTokens(SalesforceEmulatorOptions options, TimeProvider timeProvider)
{
    private readonly Dictionary<string, DateTimeOffset> _lastUse = new(StringComparer.Ordinal);
    private string _secret = options.ClientSecret;
    private int _given;

    public void ChangeSecret(string secret) => _secret = secret;

    public VendorAnswer Give(VendorCall call, Uri url)
    {
        if (call.Method != "POST")
        {
            return Error("invalid_request", "must use HTTP POST");
        }

        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(call.Body);
        string? refused = Value(form, "grant_type") switch
        {
            "client_credentials" => Credentials(call, form) == (options.ClientId, _secret) ? null : "user hasn't approved this consumer",
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => SalesforceAssertion.Problem(Value(form, "assertion"), options, timeProvider.GetUtcNow()),
            _ => string.Empty,
        };
        if (refused is not null)
        {
            return refused.Length == 0 ? Error("unsupported_grant_type", "grant type not supported") : Error("invalid_grant", refused);
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        string organization = SalesforceId.To18(options.OrganizationId);
        string token = $"{organization[..15]}!EMULATOR.{++_given:D6}";
        _lastUse[token] = now;
        string instance = url.GetLeftPart(UriPartial.Authority);
        return VendorAnswer.Json(200, new JsonObject
        {
            ["access_token"] = token,
            ["signature"] = "EMULATORsignature00000000000000000000000000=",
            ["scope"] = "api",
            ["instance_url"] = instance,
            ["id"] = $"{instance}/id/{organization}/{SalesforceId.To18("005EM0000000001")}",
            ["token_type"] = "Bearer",
            ["issued_at"] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Whether the token is good; its use prolongs it.</summary>
    public bool Accept(VendorCall call)
    {
        string token = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        token = token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? token["Bearer ".Length..] : string.Empty;
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (!_lastUse.TryGetValue(token, out DateTimeOffset used) || now - used > options.TokenLifetime)
        {
            return false;
        }

        _lastUse[token] = now;
        return true;
    }

    public void ExpireAll() => _lastUse.Clear();

    private static (string Id, string Secret) Credentials(VendorCall call, Dictionary<string, StringValues> form)
    {
        string authorization = call.Headers.GetValueOrDefault("Authorization", string.Empty);
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return (Value(form, "client_id"), Value(form, "client_secret"));
        }

        string[] pair = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':', 2);
        return (pair[0], pair.Length > 1 ? pair[1] : string.Empty);
    }

    private static string Value(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out StringValues value) ? value.ToString() : string.Empty;

    private static VendorAnswer Error(string error, string description) =>
        VendorAnswer.Json(400, new JsonObject { ["error"] = error, ["error_description"] = description });
}
