using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>The signed claim that the connected app acts for a user, good for two minutes.</summary>
internal static class JwtAssertion
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(120);

    public static string Sign(SalesforceOptions options, DateTimeOffset now)
    {
        using RSA key = RSA.Create();
        key.ImportFromPem(options.PrivateKey);
        string signed = $"{Base64Url.EncodeToString("""{"alg":"RS256"}"""u8)}.{Base64Url.EncodeToString(Claims(options, now))}";
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Whether a text is a private key that can sign.</summary>
    public static bool IsKey(string text)
    {
        try
        {
            using RSA key = RSA.Create();
            key.ImportFromPem(text);
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Claims(SalesforceOptions options, DateTimeOffset now)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.ClientId);
            writer.WriteString("sub", options.Username);
            writer.WriteString("aud", Audience(options));
            writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Audience(SalesforceOptions options)
    {
        string host = options.LoginUrl!.Host;
        return options.Audience
            ?? (host.StartsWith("test.", StringComparison.OrdinalIgnoreCase) || host.Contains(".sandbox.", StringComparison.OrdinalIgnoreCase)
                ? "https://test.salesforce.com"
                : "https://login.salesforce.com");
    }
}
