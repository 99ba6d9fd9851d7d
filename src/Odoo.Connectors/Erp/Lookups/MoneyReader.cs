using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Looks up what payments, payouts and their entries need.</summary>
internal sealed class MoneyReader(IOdooClient client)
{
    /// <summary>The bank journal of a code, with the outstanding accounts of its payment methods.</summary>
    public async Task<byte[]?> JournalAsync(long company, string code, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [company] };
        IReadOnlyList<OdooRecord> journals = await client.SearchReadAsync(
            "account.journal",
            OdooDomain.Where("company_id", "=", company).And(OdooDomain.Where("code", "=", code)).And(OdooDomain.In("type", ["bank", "cash"])),
            ["default_account_id"], null, context, cancellationToken).ConfigureAwait(false);
        if (journals.Count != 1)
        {
            return null;
        }

        IReadOnlyList<OdooRecord> methods = await client.SearchReadAsync(
            "account.payment.method.line", OdooDomain.Where("journal_id", "=", journals[0].Id), ["payment_type", "payment_account_id"],
            new OdooSearch { Order = "id" }, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<long> Accounts(string type) => [.. methods.Where(m => m.GetString("payment_type") == type).Select(m => m.GetReference("payment_account_id")?.Id ?? 0)];
        return JsonSerializer.SerializeToUtf8Bytes(
            new ErpJournal
            {
                Id = journals[0].Id,
                AccountId = journals[0].GetReference("default_account_id")?.Id ?? 0,
                InboundIds = Accounts("inbound"),
                OutboundIds = Accounts("outbound"),
            },
            ErpJson.Default.ErpJournal);
    }

    /// <summary>The rate of a currency on a day, as the company sees it; the key is the currency's code and the day, one a line.</summary>
    public async Task<byte[]?> RateAsync(long company, string key, CancellationToken cancellationToken)
    {
        string[] parts = key.Split('\n');
        IReadOnlyList<OdooRecord> currencies = await client.SearchReadAsync(
            "res.currency", OdooDomain.Where("name", "=", parts[0]), ["rate"], null,
            new OdooContext { AllowedCompanyIds = [company], Other = new JsonObject { ["date"] = parts[1] } }, cancellationToken).ConfigureAwait(false);
        if (currencies.Count != 1 || currencies[0].GetDecimal("rate") is not (decimal rate and > 0m))
        {
            return null;
        }

        OdooContext context = new() { AllowedCompanyIds = [company] };
        OdooReadResult own = await client.ReadAsync("res.company", [company], ["currency_id"], context, cancellationToken).ConfigureAwait(false);
        OdooReadResult books = await client.ReadAsync("res.currency", [own.Records[0].GetReference("currency_id")!.Id], ["decimal_places"], context, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.SerializeToUtf8Bytes(new ErpExchange { Rate = rate, Decimals = (int)(books.Records[0].GetInt64("decimal_places") ?? 2) }, ErpJson.Default.ErpExchange);
    }
}
