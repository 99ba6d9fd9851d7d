using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Closed periods: posting moves the date behind them, other changes are refused.</summary>
internal static class LockDates
{
    private static readonly (string Field, string Name)[] s_locks = [("fiscalyear_lock_date", "Global Lock Date"), ("hard_lock_date", "Hard Lock Date"), ("sale_lock_date", "Sales Lock Date"), ("tax_lock_date", "Tax Return Lock Date")];

    public static string Allowed(Env env, Row move)
    {
        var date = move.Text("date")!;
        if (Violated(env, move).Select(l => l.Date).Max(StringComparer.Ordinal) is not { } locked)
        {
            return date;
        }

        var end = $"{Clock.AddDays(locked, 1)[..4]}-12-31";
        return string.CompareOrdinal(end, env.Today) < 0 ? end : env.Today;
    }

    public static void Check(Env env, Row move)
    {
        var violated = Violated(env, move).Select(l => $"{l.Name} ({l.Date[5..7]}/{l.Date[8..]}/{l.Date[..4]})").ToList();
        if (move.Text("state") == "posted" && violated.Count > 0)
        {
            throw OdooError.User($"You cannot add/modify entries prior to and inclusive of: {string.Join(", ", violated)}.");
        }
    }

    private static IEnumerable<(string Name, string Date)> Violated(Env env, Row move)
    {
        var company = env.Row("res.company", move.Link("company_id"));
        var sale = env.Row("account.journal", move.Link("journal_id")).Text("type") == "sale";
        var taxed = MoveLines.Of(env, move).Any(l => l.Links("tax_ids").Length > 0);
        return s_locks.Where(l => (sale || l.Field != "sale_lock_date") && (taxed || l.Field != "tax_lock_date"))
            .Select(l => (l.Name, Date: company.Text(l.Field)))
            .Where(l => l.Date is not null && string.CompareOrdinal(move.Text("date"), l.Date) <= 0)
            .Select(l => (l.Name, l.Date!));
    }
}
