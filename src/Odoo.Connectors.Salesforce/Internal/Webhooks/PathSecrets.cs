using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Salesforce.Internal.Webhooks;

/// <summary>Salesforce does not sign: the address ends in a secret, of which two are in force while one is replaced.</summary>
internal static class PathSecrets
{
    /// <summary>What is wrong, or null when the request knows a secret.</summary>
    public static string? Failure(IEnumerable<string> secrets, string? given)
    {
        byte[] hash = Hash(given);
        bool matches = false;
        foreach (string secret in secrets.Where(s => !string.IsNullOrWhiteSpace(s)))
        {
            matches |= CryptographicOperations.FixedTimeEquals(hash, Hash(secret));
        }

        return matches ? null : "The address does not end in a secret of WebhookSecrets; correct the endpoint URL in Salesforce, or where the host hands in events.";
    }

    private static byte[] Hash(string? text) => SHA256.HashData(Encoding.UTF8.GetBytes(text ?? ""));
}
