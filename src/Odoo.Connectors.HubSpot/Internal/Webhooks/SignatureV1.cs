using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>Checks <c>X-HubSpot-Signature</c> of version 1: SHA-256 over secret and body, in hexadecimal. It says nothing of time and address.</summary>
internal static class SignatureV1
{
    public const string SignatureHeader = "X-HubSpot-Signature";
    public const string VersionHeader = "X-HubSpot-Signature-Version";

    /// <summary>What is wrong, or null when the request is genuine.</summary>
    public static string? Failure(ReadOnlySpan<byte> body, string? signature, string? version, IEnumerable<string> secrets)
    {
        if (string.IsNullOrEmpty(signature) || version is not (null or "" or "v1"))
        {
            return $"{SignatureHeader} is missing or of another version than v1.";
        }

        byte[] given = Encoding.UTF8.GetBytes(signature);
        bool matches = false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (string secret in secrets)
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Encoding.UTF8.GetBytes(secret));
            sha.AppendData(body);
            sha.GetHashAndReset(hash);
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)), given);
        }

        return matches ? null : "The signature does not match the body; check WebhookSecrets.";
    }
}
