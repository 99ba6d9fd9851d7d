using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Testing;

/// <summary>Writes the header that signs a webhook.</summary>
public static class StripeSignature
{
    /// <summary>The header for a body: <c>t=…,v1=…</c>, with one <c>v1</c> for each secret.</summary>
    /// <param name="body">The body as sent.</param>
    /// <param name="signedAt">When it is signed.</param>
    /// <param name="secrets">The endpoint's secrets, several while one is being rolled.</param>
    /// <returns>The value of <c>Stripe-Signature</c>.</returns>
    public static string Create(byte[] body, DateTimeOffset signedAt, params IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(secrets);
        string timestamp = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{timestamp}."), .. body];
        IEnumerable<string> signatures = secrets.Select(secret =>
            $",v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
        return $"t={timestamp}{string.Concat(signatures)}";
    }
}
