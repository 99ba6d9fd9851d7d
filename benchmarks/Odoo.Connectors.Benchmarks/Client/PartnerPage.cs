using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A page of partners in the form in which Odoo writes it: false for unset, <c>[id, name]</c>, a space after comma and colon.</summary>
internal static class PartnerPage
{
    private static readonly string[] Names = ["Azure Interior", "Müller & Söhne GmbH", "Brandon Freeman", "Chloé Dubois", "Gemini Furniture", "Dušan Novák"];
    private static readonly string[] Countries = ["[233, \"United States\"]", "[57, \"Germany\"]", "[20, \"Belgium\"]", "false"];
    private static readonly string[] Cities = ["Fremont", "Praha", "Kraków", "Gent"];

    /// <summary>The array with the rows, seventeen fields each.</summary>
    public static byte[] Rows(int count) => Encoding.UTF8.GetBytes($"[{string.Join(", ", Enumerable.Range(1, count).Select(Row))}]");

    private static string Row(int i)
    {
        DateTime written = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i * 5417L);
        string[] fields =
        [
            $"\"id\": {i}", Text("name", Names[i % Names.Length]), Text("email", $"user{i}@example{i % 200}.com", i % 5 != 0),
            Text("phone", i % 4 == 1 ? "" : $"+1 555-{i % 10000:0000}", i % 4 != 0), Text("vat", $"DE{i * 7919L % 1_000_000_000:000000000}", i % 9 == 0),
            Text("ref", $"stripe:cus_{i * 104729L:x14}", i % 5 < 2), Text("street", $"{i % 999} Main St", i % 10 < 7), Text("street2", $"Apt {i % 99}", i % 10 == 0),
            Text("zip", $"{10000 + (i * 31 % 89999)}", i % 10 < 7), Text("city", Cities[i % Cities.Length], i % 10 < 7),
            i % 5 < 2 ? "\"state_id\": [13, \"California (US)\"]" : "\"state_id\": false", $"\"country_id\": {Countries[i % Countries.Length]}",
            i % 5 == 0 ? $"\"parent_id\": [{1 + (i / 2)}, \"{Names[i / 2 % Names.Length]}\"]" : "\"parent_id\": false",
            $"\"is_company\": {(i % 3 == 0 ? "true" : "false")}", "\"active\": true", $"\"category_id\": {(i % 3 == 0 ? "[3, 7]" : "[]")}",
            Text("write_date", written.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        ];
        return $"{{{string.Join(", ", fields)}}}";
    }

    private static string Text(string name, string value, bool isSet = true) => isSet ? $"\"{name}\": \"{value}\"" : $"\"{name}\": false";
}
