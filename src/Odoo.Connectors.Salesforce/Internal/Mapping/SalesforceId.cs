using System.Text.Json.Nodes;

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

    /// <summary>The id in a field of a record, or null when it is empty.</summary>
    public static string? Of(JsonObject record, string field)
    {
        string? text = JsonText.Of(record[field]);
        return string.IsNullOrEmpty(text) ? null : Normal(text) ?? throw FieldErrors.Wrong(field, "a record id");
    }
}
