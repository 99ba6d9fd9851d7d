using System.Text.Json;

namespace Odoo.Connectors.Erp;

/// <summary>Names what an Odoo lacks for payments and payouts: journals, their clearing account, accounts.</summary>
internal sealed class MoneyPreflight(string name, OdooErpOptions options, ErpReader reader)
{
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach ((string setting, string code) in options.PaymentJournals.Select(p => ($"PaymentJournals:{p.Key}", p.Value)).Concat(options.GatewayJournal is string gateway ? [("GatewayJournal", gateway)] : []))
        {
            byte[]? found = await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.PaymentJournal, code), cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                missing.Add($"Company '{options.Company}' has no bank journal with the code '{code}'; create it, or correct Systems:{name}:{setting}.");
            }
            else if (setting == "GatewayJournal" && JsonSerializer.Deserialize(found, ErpJson.Default.ErpJournal)!.ClearingId == 0)
            {
                missing.Add($"The payment methods of journal '{code}' do not share one outstanding account; set the same clearing account on all of them, incoming and outgoing.");
            }
        }

        foreach ((string setting, string? code) in ((string, string?)[])[("FeeAccount", options.FeeAccount), ("PayoutAccount", options.PayoutAccount), ("WriteOffAccount", options.WriteOffAccount)])
        {
            if (code is not null && await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Account, code), cancellationToken).ConfigureAwait(false) is null)
            {
                missing.Add($"Company '{options.Company}' has no account with the code '{code}'; create it, or correct Systems:{name}:{setting}.");
            }
        }

        return missing;
    }
}
