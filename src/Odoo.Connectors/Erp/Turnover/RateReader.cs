using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Reads rates of exchange as a company keeps them: the newest up to a day. A later one, which Odoo takes where there is none, is not taken.</summary>
internal sealed class RateReader(IOdooClient client, BookReader books)
{
    /// <summary>How many units of a currency one unit of the table's base is, and since when; null where the table does not say.</summary>
    public async Task<(decimal Rate, DateOnly On)?> FindAsync(Currency currency, DateOnly day, CancellationToken cancellationToken)
    {
        OdooContext context = await books.ContextAsync(cancellationToken).ConfigureAwait(false);
        long company = context.AllowedCompanyIds![0];
        IReadOnlyList<OdooRecord> rates = await client.SearchReadAsync(
            "res.currency.rate",
            OdooDomain.Where("company_id", "in", new JsonArray(company, false)).And(OdooDomain.Where("name", "<=", day)).And(OdooDomain.Where("currency_id.name", "=", currency.Code)),
            ["name", "rate"], new OdooSearch { Limit = 1, Order = "name desc, id" }, context, cancellationToken).ConfigureAwait(false);
        return rates is [OdooRecord rate] && rate.GetDecimal("rate") is > 0m and decimal units ? (units, rate.GetDate("name") ?? day)
            : await IsOwnAsync(currency, context, cancellationToken).ConfigureAwait(false) ? (1m, day) : null;
    }

    /// <summary>The company's own currency is the base where it has no rates.</summary>
    private async Task<bool> IsOwnAsync(Currency currency, OdooContext context, CancellationToken cancellationToken) =>
        await books.ReadAsync("res.company", context.AllowedCompanyIds!, ["currency_id"], context, cancellationToken).ConfigureAwait(false) is [OdooRecord own]
        && BookReader.Currency(own) == currency.Code;
}
