using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>What there is to pay of some receivable or payable lines, in a currency, on a day; positive comes in.</summary>
internal static class RegisterAmounts
{
    /// <summary>All that is open.</summary>
    public static decimal Full(Env env, IReadOnlyCollection<Row> lines, long currency, string date) => lines.Sum(l => Of(env, l, currency, date));

    /// <summary>Of documents with installments what is overdue, or else the next one; of others all.</summary>
    public static decimal Due(Env env, IReadOnlyCollection<Row> lines, long currency, string date) => lines.GroupBy(l => l.Link("move_id")).Sum(move =>
    {
        var terms = move.OrderBy(l => l.Text("date_maturity") ?? env.Value(l, "date") as string, StringComparer.Ordinal).ThenBy(l => l.Id).ToList();
        var overdue = terms.Where(l => string.CompareOrdinal(l.Text("date_maturity") ?? env.Value(l, "date") as string, date) < 0).ToList();
        return Full(env, overdue.Count > 0 ? overdue : [terms[0]], currency, date);
    });

    private static decimal Of(Env env, Row line, long currency, string date)
    {
        var (own, company) = (line.Link("currency_id"), line.Link("company_id"));
        if (currency == own)
        {
            return Reconciler.Residual(env, line, inCurrency: true);
        }

        var home = env.Row("res.company", company).Link("currency_id");
        return currency == home
            ? Money.Convert(env, own, home, company, date, Reconciler.Residual(env, line, inCurrency: true))
            : Money.Convert(env, home, currency, company, date, Reconciler.Residual(env, line, inCurrency: false));
    }
}
