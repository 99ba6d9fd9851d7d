using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Checks the signed claim of a login by JWT.</summary>
internal static class SalesforceAssertion
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    /// <summary>Why it is refused, as the token endpoint words it; null when it is good.</summary>
    public static string? Problem(string assertion, SalesforceEmulatorOptions options, DateTimeOffset now)
    {
        string[] parts = assertion.Split('.');
        if (parts.Length != 3 || Read(parts[0])?["alg"]?.ToString() != "RS256" || Read(parts[1]) is not { } claims || !IsSigned(parts, options.JwtPublicKey))
        {
            return "invalid assertion";
        }

        if (!long.TryParse(claims["exp"]?.ToString(), out long seconds) || DateTimeOffset.FromUnixTimeSeconds(seconds) - now > LongestLife)
        {
            return "invalid assertion";
        }

        if (DateTimeOffset.FromUnixTimeSeconds(seconds) <= now)
        {
            return "expired authorization code";
        }

        string audience = options.IsSandbox ? "https://test.salesforce.com" : "https://login.salesforce.com";
        if (claims["aud"]?.ToString() != audience)
        {
            return "audience is invalid";
        }

        return claims["iss"]?.ToString() == options.ClientId && claims["sub"]?.ToString() == options.Username ? null : "user hasn't approved this consumer";
    }

    private static bool IsSigned(string[] parts, string? publicKey)
    {
        if (publicKey is null || !Base64Url.IsValid(parts[2]))
        {
            return false;
        }

        using var key = RSA.Create();
        key.ImportFromPem(publicKey);
        return key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonObject? Read(string part)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
