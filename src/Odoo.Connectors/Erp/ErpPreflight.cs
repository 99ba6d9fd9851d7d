using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Names what an Odoo lacks: login, company, journals, taxes, products, the effect action.</summary>
internal sealed class ErpPreflight(string name, OdooErpOptions options, IOdooClient client, ErpReader reader, EffectActionExecutor? action)
{
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        List<string> missing = [];
        if (!await HoldsAsync(missing, () => client.AuthenticateAsync(cancellationToken)).ConfigureAwait(false)
            || !await HoldsAsync(missing, () => reader.CompanyIdAsync(cancellationToken)).ConfigureAwait(false))
        {
            return missing;
        }

        foreach ((string rate, string tax) in options.Taxes)
        {
            await NeedAsync(missing, ErpLookup.Tax, tax, $"The tax '{tax}' (for {rate}) is not there; install its chart of accounts, or correct Systems:{name}:Taxes:{rate}.", cancellationToken).ConfigureAwait(false);
        }

        foreach (string reference in options.Products.Values.Distinct(StringComparer.Ordinal))
        {
            await NeedAsync(missing, ErpLookup.Product, reference, $"No product has the internal reference '{reference}'; create a service product with it.", cancellationToken).ConfigureAwait(false);
        }

        if (action is not null)
        {
            await HoldsAsync(missing, async () => await action.ProbeAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return missing;
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
