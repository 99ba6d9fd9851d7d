using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Finds an invoice in Odoo: by our external id, else by the id that the identity map names, else by the number its customer sees, which a
/// person who entered it by hand has put into the reference, the payment reference or the number itself.
/// </summary>
internal sealed class DocumentReader(IOdooClient client, ErpReader reader)
{
    private static readonly string[] Fields = ["state", "payment_state", "amount_residual", "currency_id", "partner_id"];

    /// <summary>The key of the look-up.</summary>
    public static string Key(string externalId, string? id, string? number) => string.Join('\n', externalId, id ?? "", number ?? "");

    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        string[] parts = key.Split('\n', 3);
        OdooContext context = new() { AllowedCompanyIds = [await reader.CompanyIdAsync(cancellationToken).ConfigureAwait(false)] };
        if (await reader.ByExternalIdAsync(parts[0], cancellationToken).ConfigureAwait(false) is long ours)
        {
            return await ReadAsync(ours, isOurs: true, 1, context, cancellationToken).ConfigureAwait(false);
        }

        if (long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long linked)
            && await ReadAsync(linked, isOurs: false, 1, context, cancellationToken).ConfigureAwait(false) is byte[] there)
        {
            return there;
        }

        if (parts[2].Length == 0)
        {
            return null;
        }

        IReadOnlyList<long> ids = await client.SearchAsync(
            "account.move",
            OdooDomain.Where("move_type", "=", "out_invoice").And(OdooDomain.Where("state", "=", "posted"))
                .And(OdooDomain.Where("ref", "=", parts[2]).Or(OdooDomain.Where("payment_reference", "=", parts[2])).Or(OdooDomain.Where("name", "=", parts[2]))),
            new OdooSearch { Limit = 2, Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        return ids.Count == 0 ? null : await ReadAsync(ids[0], isOurs: false, ids.Count, context, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> ReadAsync(long id, bool isOurs, int matches, OdooContext context, CancellationToken cancellationToken)
    {
        OdooReadResult read = await client.ReadAsync("account.move", [id], Fields, context, cancellationToken).ConfigureAwait(false);
        return read.Records.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(
            new ErpDocument
            {
                Id = id,
                Matches = matches,
                IsOurs = isOurs,
                State = read.Records[0].GetString("state") ?? "",
                PaymentState = read.Records[0].GetString("payment_state") ?? "",
                Residual = read.Records[0].GetDecimal("amount_residual") ?? 0m,
                CurrencyId = read.Records[0].GetReference("currency_id")?.Id ?? 0,
                PartnerId = read.Records[0].GetReference("partner_id")?.Id ?? 0,
            },
            ErpJson.Default.ErpDocument);
    }
}
