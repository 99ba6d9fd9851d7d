using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Odoo goes on with the last number of a journal, whoever gave it: after a source's BT-2026-000123 it gives BT-2026-000124 itself. So a
/// journal is numbered by the source or by Odoo, never by both, and its last documents tell.
/// </summary>
internal static class JournalNumbers
{
    private const int Looked = 50;
    private const string Model = "account.move";

    public static async Task<ErpNumbering> ReadAsync(IOdooClient client, long company, string journal, bool bySource, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company] };
        IReadOnlyList<OdooRecord> last = await client.SearchReadAsync(
            Model,
            OdooDomain.Where("journal_id.code", "=", journal).And(OdooDomain.Where("company_id", "=", company)).And(OdooDomain.Where("state", "=", "posted")),
            ["name", "ref"], new OdooSearch { Order = "id desc", Limit = Looked }, context, cancellationToken).ConfigureAwait(false);
        if (!bySource)
        {
            // The source's number is its reference: where it is the document's own number too, the source gave it.
            return new ErpNumbering { Foreign = last.FirstOrDefault(m => m.GetString("name") is string name && name == m.GetString("ref"))?.GetString("name") };
        }

        OdooRecord[] others = [.. last.Where(m => m.GetString("name") != m.GetString("ref"))];
        if (others.Length == 0)
        {
            return new ErpNumbering();
        }

        JsonElement? ids = await client.CallAsync(
            new OdooCall { Model = Model, Method = "get_external_id", Ids = [.. others.Select(m => m.Id)], Context = context, IsRead = true }, cancellationToken)
            .ConfigureAwait(false);
        return new ErpNumbering { Foreign = others.FirstOrDefault(m => !IsOurs(ids, m.Id) || IsOdoos(m.GetString("name"), journal))?.GetString("name") };
    }

    /// <summary>A person may change the reference of a document of ours.</summary>
    private static bool IsOurs(JsonElement? ids, long id) =>
        ids is JsonElement names && names.TryGetProperty(id.ToString(System.Globalization.CultureInfo.InvariantCulture), out JsonElement name)
        && ErpKeys.Parse(name.GetString() ?? "") is not null;

    private static bool IsOdoos(string? number, string journal) =>
        number is not null && (number.StartsWith($"{journal}/", StringComparison.Ordinal) || number.StartsWith($"R{journal}/", StringComparison.Ordinal));
}
