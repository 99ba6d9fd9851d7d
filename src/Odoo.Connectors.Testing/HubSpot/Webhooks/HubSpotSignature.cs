using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Testing;

/// <summary>Writes the headers that sign a webhook of HubSpot.</summary>
public static class HubSpotSignature
{
    private static readonly string[] Decoded = ["%3A", "%2F", "%3F", "%40", "%21", "%24", "%27", "%28", "%29", "%2A", "%2C", "%3B"];

    /// <summary>The value of <c>X-HubSpot-Signature-v3</c>.</summary>
    /// <param name="clientSecret">The client secret of the app.</param>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="uri">The whole address as it is called; of its escapes, those of reserved characters are undone before it is signed.</param>
    /// <param name="body">The body as sent.</param>
    /// <param name="signedAt">When it is signed, to the millisecond.</param>
    /// <returns>The signature in base 64.</returns>
    public static string CreateV3(string clientSecret, string method, string uri, byte[] body, DateTimeOffset signedAt)
    {
        ArgumentNullException.ThrowIfNull(clientSecret);
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(body);
        foreach (string escape in Decoded)
        {
            uri = uri.Replace(escape, Uri.UnescapeDataString(escape), StringComparison.OrdinalIgnoreCase);
        }

        byte[] source = [.. Encoding.UTF8.GetBytes(method + uri), .. body, .. Encoding.ASCII.GetBytes(Timestamp(signedAt))];
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), source));
    }

    /// <summary>The value of <c>X-HubSpot-Signature</c> in version 1.</summary>
    /// <param name="clientSecret">The client secret of the app.</param>
    /// <param name="body">The body as sent.</param>
    /// <returns>The hash in lower-case hexadecimal.</returns>
    public static string CreateV1(string clientSecret, byte[] body)
    {
        ArgumentNullException.ThrowIfNull(clientSecret);
        ArgumentNullException.ThrowIfNull(body);
        byte[] source = [.. Encoding.UTF8.GetBytes(clientSecret), .. body];
        return Convert.ToHexStringLower(SHA256.HashData(source));
    }

    internal static string Timestamp(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
