using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Rounding and conversion.</summary>
internal static class Money
{
    public static decimal Round(Env env, long currency, decimal amount) =>
        Math.Round(amount, (int)(long)env.Row("res.currency", currency)["decimal_places"]!, MidpointRounding.AwayFromZero);

    /// <summary>Units of the currency for one unit of the company's currency on that day.</summary>
    public static decimal Rate(Env env, long currency, long company, string date)
    {
        if (env.Row("res.company", company).Link("currency_id") == currency)
        {
            return 1m;
        }

        var rates = env.World["res.currency.rate"].FindBy("currency_id", currency)
            .Where(r => r.Link("company_id") == company || r.Link("company_id") == 0)
            .OrderBy(r => r.Text("name"), StringComparer.Ordinal).ToList();
        var rate = rates.LastOrDefault(r => string.CompareOrdinal(r.Text("name"), date) <= 0) ?? rates.FirstOrDefault();
        return rate is null || rate.Number("rate") == 0 ? 1m : rate.Number("rate");
    }

    /// <summary>An amount of the currency in the company's, at the rate of that day.</summary>
    public static decimal ToCompany(Env env, long currency, long company, string date, decimal amount) =>
        Round(env, env.Row("res.company", company).Link("currency_id"), amount / Rate(env, currency, company, date));

    /// <summary>An amount of one currency in another, at the rates of that day.</summary>
    public static decimal Convert(Env env, long from, long to, long company, string date, decimal amount) =>
        from == to ? amount : Round(env, to, amount * Rate(env, to, company, date) / Rate(env, from, company, date));
}
