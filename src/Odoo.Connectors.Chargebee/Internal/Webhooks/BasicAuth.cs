using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Chargebee.Internal.Webhooks;

/// <summary>
/// The Basic credentials of a request (RFC 7617): user and password are divided by the first colon. Compared over hashes of one length and
/// with every user that is configured, so that neither length nor place of a difference is told by the time it takes.
/// </summary>
internal static class BasicAuth
{
    private const string Scheme = "Basic ";

    /// <summary>What is wrong, or null when the request is one of the users'.</summary>
    /// <param name="header">The header <c>Authorization</c>.</param>
    /// <param name="credentials">Users and passwords, joined by a colon.</param>
    public static string? Failure(string? header, IEnumerable<string> credentials)
    {
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return "The request has no Basic credentials; protect the webhook in Chargebee with a user and password.";
        }

        byte[] given = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), given, out int length) || !given.AsSpan(0, length).Contains((byte)':'))
        {
            return "The Basic credentials of the request cannot be read.";
        }

        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes], expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(given.AsSpan(0, length), actual);
        bool matches = false;
        foreach (string credential in credentials)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(credential), expected);
            matches |= CryptographicOperations.FixedTimeEquals(actual, expected);
        }

        return matches ? null : "The Basic credentials of the request are none of the configured users'.";
    }
}
