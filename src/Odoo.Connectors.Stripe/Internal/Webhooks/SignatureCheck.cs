using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>Checks <c>Stripe-Signature</c> over the raw bytes: HMAC-SHA256 of <c>t.body</c>, any v1 by any of our secrets, within the tolerance.</summary>
internal static class SignatureCheck
{
    /// <summary>What is wrong, or null when the request is genuine.</summary>
    public static string? Failure(string? header, ReadOnlySpan<byte> body, IEnumerable<string> secrets, TimeSpan tolerance, DateTimeOffset now)
    {
        string? timestamp = null;
        List<byte[]> signatures = [];
        foreach (string part in (header ?? "").Split(','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string value = part[(equals + 1)..];
            switch (equals < 0 ? "" : part[..equals])
            {
                case "t":
                    timestamp ??= value;
                    break;
                case "v1":
                    signatures.Add(Encoding.UTF8.GetBytes(value));
                    break;
            }
        }

        if (timestamp is null || signatures.Count == 0 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long signedAt))
        {
            return "The Stripe-Signature header is missing or not complete.";
        }

        if (body.IsEmpty || !Matches(timestamp, body, secrets, signatures))
        {
            return "The signature does not match the body; check the signing secret of the webhook endpoint.";
        }

        long age = now.ToUnixTimeSeconds() - signedAt;
        return age > tolerance.TotalSeconds || age < -tolerance.TotalSeconds
            ? "The signature's time is too far from ours; check the clock, or this is an old request sent again."
            : null;
    }

    private static bool Matches(string timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets, List<byte[]> signatures)
    {
        bool matches = false;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (string secret in secrets.Where(s => !string.IsNullOrWhiteSpace(s)))
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
            hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
            hmac.AppendData("."u8);
            hmac.AppendData(body);
            hmac.GetHashAndReset(hash);
            byte[] expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash));
            foreach (byte[] signature in signatures)
            {
                matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return matches;
    }
}
