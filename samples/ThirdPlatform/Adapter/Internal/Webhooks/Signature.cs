using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary><c>Plainbill-Signature: t=&lt;seconds&gt;,v1=&lt;hex&gt;</c>: HMAC-SHA256 of <c>t.body</c>, within five minutes, by any of the secrets.</summary>
internal static class Signature
{
    public const string Header = "Plainbill-Signature";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong, or null when the request is genuine.</summary>
    public static string? Failure(string? header, ReadOnlySpan<byte> body, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (header?.Split(',') is not [['t', '=', .. var time], ['v', '1', '=', .. var given]] || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            return $"The header {Header} is missing or not complete.";
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body], actual = Encoding.ASCII.GetBytes(given);
        bool matches = false;
        foreach (string secret in secrets)
        {
            // All of them, and in constant time: nothing is told by how long it takes.
            string expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), actual);
        }

        return !matches ? "The signature does not match the body; check the signing secret."
            : Math.Abs(now.ToUnixTimeSeconds() - seconds) > Window.TotalSeconds ? "The signature's time is too far from ours; check the clock, or this is an old request sent again."
            : null;
    }
}
