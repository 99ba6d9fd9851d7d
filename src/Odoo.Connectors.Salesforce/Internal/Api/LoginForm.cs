namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>What the token endpoint is sent: an assertion where a private key is set, else the secret.</summary>
internal static class LoginForm
{
    public static Dictionary<string, string> Of(SalesforceOptions options, DateTimeOffset now) => options.PrivateKey is null
        ? new(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
        }
        : new(StringComparer.Ordinal)
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = JwtAssertion.Sign(options, now),
        };
}
