namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Record ids: 15 characters that compare with case, or 18 with a checksum of that case. The model holds 18.</summary>
internal static class SalesforceId
{
    private const string Checksums = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The id in 18 characters, or null when the text is no id.</summary>
    public static string? Normal(string? id)
    {
        if (id is not { Length: 15 or 18 } || !id.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        return id.Length == 18 ? id : string.Create(18, id, static (full, id) =>
        {
            id.CopyTo(full);
            for (int group = 0; group < 3; group++)
            {
                int bits = 0;
                for (int place = 0; place < 5; place++)
                {
                    bits |= char.IsAsciiLetterUpper(id[(group * 5) + place]) ? 1 << place : 0;
                }

                full[15 + group] = Checksums[bits];
            }
        });
    }
}
