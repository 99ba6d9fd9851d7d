using System.Text.Json;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Names what an Odoo lacks: login, company, journals, taxes, products, the effect action.</summary>
internal sealed class ErpPreflight(string name, OdooErpOptions options, IOdooClient client, ErpReader reader, EffectsChoice effects)
{
    public async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        if (!await HoldsAsync(missing, () => client.AuthenticateAsync(cancellationToken)).ConfigureAwait(false)
            || !await HoldsAsync(missing, () => reader.CompanyIdAsync(cancellationToken)).ConfigureAwait(false))
        {
            return missing;
        }

        missing.AddRange(await MappingsAsync(currencies, cancellationToken).ConfigureAwait(false));
        if (options.Effects != OdooEffects.Steps)
        {
            await HoldsAsync(missing, () => EffectsAsync(missing, cancellationToken)).ConfigureAwait(false);
        }

        return missing;
    }

    /// <summary>How the sales journal is numbered, the taxes and products that are mapped, and the currencies.</summary>
    public async Task<IReadOnlyList<string>> MappingsAsync(IEnumerable<Currency> currencies, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        await HoldsAsync(missing, () => NumbersAsync(missing, cancellationToken)).ConfigureAwait(false);
        foreach ((string rate, string tax) in ReferenceEntries.All(options, ReferenceTable.Taxes))
        {
            await NeedAsync(missing, ErpLookup.Tax, tax, $"The tax '{tax}' (for {rate}) is not there; install its chart of accounts, or correct Systems:{name}:Taxes:{rate}.", cancellationToken).ConfigureAwait(false);
        }

        foreach (string reference in ReferenceEntries.All(options, ReferenceTable.Products).Select(p => p.Use).Append(options.RoundingProduct).Append(options.BadDebtProduct).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await NeedAsync(missing, ErpLookup.Product, reference, $"No product has the internal reference '{reference}'; create a service product with it.", cancellationToken).ConfigureAwait(false);
        }

        await HoldsAsync(missing, async () =>
        {
            missing.AddRange(await new MoneyPreflight(name, options, reader).CheckAsync(cancellationToken).ConfigureAwait(false));
            return 0L;
        }).ConfigureAwait(false);
        await HoldsAsync(missing, async () =>
        {
            missing.AddRange(await new ServicePreflight(name, options, client).CheckAsync(cancellationToken).ConfigureAwait(false));
            return 0L;
        }).ConfigureAwait(false);
        foreach ((ReferenceTable table, string kind) in ((ReferenceTable, string)[])
            [(ReferenceTable.PaymentTerms, ErpLookup.PaymentTerm), (ReferenceTable.FiscalPositions, ErpLookup.FiscalPosition), (ReferenceTable.Languages, ErpLookup.Language)])
        {
            foreach ((string word, string use) in ReferenceEntries.All(options, table))
            {
                await NeedAsync(missing, kind, use, $"'{use}' is not in Odoo; correct it in Systems:{name}:{table}, where '{word}' becomes it.", cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (Currency currency in currencies.Distinct())
        {
            await CurrencyAsync(missing, currency, cancellationToken).ConfigureAwait(false);
        }

        return missing;
    }

    /// <summary>The effect action where the configuration counts on it.</summary>
    private async Task<long> EffectsAsync(List<string> missing, CancellationToken cancellationToken)
    {
        (EffectActionExecutor? action, string reason) = await effects.ProbeAsync(cancellationToken).ConfigureAwait(false);
        if (action is null && (options.Effects == OdooEffects.Action || options.EffectActionId is not null))
        {
            missing.Add($"The effect action is asked for (Systems:{name}), but {reason}; install it (odoo-connectors odoo install-effects), or unset Effects and EffectActionId.");
        }

        return 0L;
    }

    /// <summary>A currency must be active, and one that is not the company's needs a pricelist for orders.</summary>
    private Task<bool> CurrencyAsync(List<string> missing, Currency currency, CancellationToken cancellationToken) => HoldsAsync(missing, async () =>
    {
        byte[]? found = await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Currency, currency.Code), cancellationToken).ConfigureAwait(false);
        byte[] setup = (await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Setup, ""), cancellationToken).ConfigureAwait(false))!;
        if (found is null)
        {
            missing.Add($"The currency {currency} is not active; activate it.");
        }
        else if (JsonSerializer.Deserialize(found, ErpJson.Default.ErpId)!.Id != JsonSerializer.Deserialize(setup, ErpJson.Default.ErpSetup)!.CurrencyId
            && await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Pricelist, currency.Code), cancellationToken).ConfigureAwait(false) is null)
        {
            missing.Add($"Company '{options.Company}' has no pricelist in {currency}; create one: an order takes its currency from it.");
        }

        return 0L;
    });

    /// <summary>A journal that Odoo and the source number in turn would go on with a number of the other.</summary>
    private async Task<long> NumbersAsync(List<string> missing, CancellationToken cancellationToken)
    {
        IEnumerable<string> journals = ReferenceEntries.All(options, ReferenceTable.Journals)
            .Where(j => !j.Key.EndsWith("/payments", StringComparison.Ordinal)).Select(j => j.Use).DefaultIfEmpty(options.SalesJournal);
        foreach (string journal in journals.Distinct(StringComparer.Ordinal))
        {
            byte[] numbers = (await reader.ReadAsync(ErpLookup.Of(name, ErpLookup.Numbering, journal), cancellationToken).ConfigureAwait(false))!;
            if (NumberPlanner.Fault(name, options, journal, JsonSerializer.Deserialize(numbers, ErpJson.Default.ErpNumbering)) is string mixed)
            {
                missing.Add(mixed);
            }
        }

        return 0L;
    }

    private async Task NeedAsync(List<string> missing, string kind, string key, string sentence, CancellationToken cancellationToken) =>
        await HoldsAsync(missing, async () =>
        {
            if (await reader.ReadAsync(ErpLookup.Of(name, kind, key), cancellationToken).ConfigureAwait(false) is null)
            {
                missing.Add(sentence);
            }

            return 0L;
        }).ConfigureAwait(false);

    private static async Task<bool> HoldsAsync(List<string> missing, Func<Task<long>> check)
    {
        try
        {
            await check().ConfigureAwait(false);
            return true;
        }
        catch (ConnectorException e)
        {
            missing.Add(e.Message);
            return false;
        }
    }
}
