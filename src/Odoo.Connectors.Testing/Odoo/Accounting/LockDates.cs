using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Closed periods: posting moves the date behind them, other changes are refused.</summary>
internal static class LockDates
{
    private static readonly (string Field, string Name)[] s_locks =
    [
        ("fiscalyear_lock_date", "Global Lock Date"), ("tax_lock_date", "Tax Return Lock Date"), ("sale_lock_date", "Sales Lock Date"), ("purchase_lock_date", "Purchase Lock date"), ("hard_lock_date", "Hard Lock Date"),
    ];

    /// <summary>The accounting date that a document may have: its own, or the end of the first open period of its numbers, at most today.</summary>
    public static string Allowed(Env env, Row move)
    {
        var date = move.Text("date")!;
        if (Violated(env, move).Select(l => l.Date).LastOrDefault() is not { } locked)
        {
            return date;
        }

        var open = Clock.AddDays(locked, 1);
        var monthly = Numbering.IsMonthly(env, move);
        var end = monthly ? Clock.EndOfMonth(open) : $"{open[..4]}-12-31";
        if (move.Text("move_type") is "out_invoice" or "out_refund" or "out_receipt")
        {
            return string.CompareOrdinal(end, env.Today) < 0 ? end : env.Today;
        }

        var period = monthly ? 7 : 4;
        return string.CompareOrdinal(env.Today[..period], open[..period]) > 0 ? end : string.CompareOrdinal(open, env.Today) > 0 ? open : env.Today;
    }

    public static void Check(Env env, Row move)
    {
        var violated = Violated(env, move).Select(l => $"{l.Name} ({l.Date[5..7]}/{l.Date[8..]}/{l.Date[..4]})").ToList();
        if (move.Text("state") == "posted" && violated.Count > 0)
        {
            throw OdooError.User($"You cannot add/modify entries prior to and inclusive of: {string.Join(", ", violated)}.");
        }
    }

    /// <summary>The locks that a document's date lies behind, the earliest first.</summary>
    private static IEnumerable<(string Name, string Date)> Violated(Env env, Row move)
    {
        var company = env.Row("res.company", move.Link("company_id"));
        var journal = env.Row("account.journal", move.Link("journal_id")).Text("type");
        var taxed = MoveLines.Of(env, move).Any(l => l.Link("tax_line_id") != 0 || l.Links("tax_ids").Length > 0);
        return s_locks.Where(l => l.Field switch { "sale_lock_date" => journal == "sale", "purchase_lock_date" => journal == "purchase", "tax_lock_date" => taxed, _ => true })
            .Select(l => (l.Name, Date: company.Text(l.Field)))
            .Where(l => l.Date is not null && string.CompareOrdinal(move.Text("date"), l.Date) <= 0)
            .Select(l => (l.Name, l.Date!)).OrderBy(l => l.Item2, StringComparer.Ordinal);
    }
}
