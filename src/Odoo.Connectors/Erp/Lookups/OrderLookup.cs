using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Finds the order of a contract: by our external id, else by the id that the identity map names.</summary>
internal sealed class OrderLookup(IOdooClient client, ErpReader reader)
{
    /// <summary>The key of the look-up.</summary>
    public static string Key(string externalId, string? id) => string.Join('\n', externalId, id ?? "");

    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        string[] parts = key.Split('\n', 2);
        long? id = await reader.ByExternalIdAsync(parts[0], cancellationToken).ConfigureAwait(false)
            ?? (long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long linked) ? linked : null);
        if (id is null)
        {
            return null;
        }

        OdooContext context = new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)] };
        OdooReadResult read = await client.ReadAsync("sale.order", [id.Value], ["state", "currency_id"], context, cancellationToken).ConfigureAwait(false);
        return read.Records.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(
            new ErpOrder
            {
                Id = id.Value,
                State = read.Records[0].GetString("state") ?? "",
                CurrencyId = read.Records[0].GetReference("currency_id")?.Id ?? 0,
                Currency = read.Records[0].GetReference("currency_id")?.Name ?? "",
            },
            ErpJson.Default.ErpOrder);
    }
}
