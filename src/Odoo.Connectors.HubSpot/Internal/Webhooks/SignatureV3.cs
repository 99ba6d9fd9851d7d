using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.HubSpot.Internal.Webhooks;

/// <summary>
/// Checks <c>X-HubSpot-Signature-v3</c>: base64 of HMAC-SHA256 over method, address, body and timestamp, by any of our secrets, within
/// five minutes of our clock.
/// </summary>
internal static class SignatureV3
{
    public const string SignatureHeader = "X-HubSpot-Signature-v3";
    public const string TimestampHeader = "X-HubSpot-Request-Timestamp";

    private const long MostMilliseconds = 300_000;

    // HubSpot decodes these in the address before it signs, and no other.
    private static readonly Dictionary<string, char> Decoded = new(StringComparer.OrdinalIgnoreCase)
    {
        ["3A"] = ':', ["2F"] = '/', ["3F"] = '?', ["40"] = '@', ["21"] = '!', ["24"] = '$', ["27"] = '\'', ["28"] = '(', ["29"] = ')', ["2A"] = '*', ["2C"] = ',', ["3B"] = ';',
    };

    /// <summary>What is wrong, or null when the request is genuine.</summary>
    public static string? Failure(SignedRequest request, string? signature, string? timestamp, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(signature) || timestamp is null || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long signedAt))
        {
            return $"{SignatureHeader} or {TimestampHeader} is missing or not complete.";
        }

        // No long is further from the clock than this many: the difference cannot overflow.
        long age = now.ToUnixTimeMilliseconds() - signedAt;
        if (age is > MostMilliseconds or < -MostMilliseconds)
        {
            return "The signature's time is more than five minutes from ours; check the clock, or this is an old request sent again.";
        }

        return Matches(request, signature, timestamp, secrets)
            ? null
            : "The signature does not match; check WebhookSecrets and that the address HubSpot calls is the one we see (behind a proxy, set the public address).";
    }

    /// <summary>The address as HubSpot signs it.</summary>
    public static string Decode(string uri)
    {
        if (!uri.Contains('%', StringComparison.Ordinal))
        {
            return uri;
        }

        StringBuilder decoded = new(uri.Length);
        for (int i = 0; i < uri.Length; i++)
        {
            if (uri[i] == '%' && i + 2 < uri.Length && Decoded.TryGetValue(uri.Substring(i + 1, 2), out char plain))
            {
                decoded.Append(plain);
                i += 2;
            }
            else
            {
                decoded.Append(uri[i]);
            }
        }

        return decoded.ToString();
    }

    private static bool Matches(SignedRequest request, string signature, string timestamp, IEnumerable<string> secrets)
    {
        byte[] given = Encoding.UTF8.GetBytes(signature);
        byte[] start = Encoding.UTF8.GetBytes(request.Method + Decode(request.Uri));
        byte[] end = Encoding.UTF8.GetBytes(timestamp);
        bool matches = false;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (string secret in secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
            hmac.AppendData(start);
            hmac.AppendData(request.Body.Span);
            hmac.AppendData(end);
            hmac.GetHashAndReset(hash);
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToBase64String(hash)), given);
        }

        return matches;
    }
}
