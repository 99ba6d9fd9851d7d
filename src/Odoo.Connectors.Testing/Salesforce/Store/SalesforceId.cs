namespace Odoo.Connectors.Testing;

/// <summary>Record ids: 15 characters that compare with case, or 18 with a checksum.</summary>
internal static class SalesforceId
{
    private const string Checksums = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static bool LooksLikeOne(string id) => id.Length is 15 or 18 && id.All(char.IsAsciiLetterOrDigit);

    public static bool IsValid(string id) => LooksLikeOne(id) && (id.Length == 15 || To18(id[..15]) == id);

    public static string To18(string id)
    {
        if (id.Length == 18)
        {
            return id;
        }

        Span<char> checksum = stackalloc char[3];
        for (int group = 0; group < 3; group++)
        {
            int bits = 0;
            for (int place = 0; place < 5; place++)
            {
                bits |= char.IsAsciiLetterUpper(id[(group * 5) + place]) ? 1 << place : 0;
            }

            checksum[group] = Checksums[bits];
        }

        return string.Concat(id, checksum);
    }
}
