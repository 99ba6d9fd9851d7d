using Odoo.Connectors.Testing.Enterprise;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>payment_state of invoices and state of payments, after posting and reconciling.</summary>
internal static class PaymentStates
{
    public static void RefreshAround(Env env, IReadOnlyCollection<Row> lines)
    {
        var moves = lines.SelectMany(l => Counterparts(env, l).Append(l)).Select(l => l.Link("move_id")).Distinct().Select(m => env.Row("account.move", m)).ToList();
        foreach (var move in moves.Where(MoveBehavior.IsInvoice))
        {
            Refresh(env, move);
            WriteDates.Touch(env, move);
        }

        var payments = moves.Concat(moves.SelectMany(m => MoveLines.Of(env, m)).SelectMany(l => Counterparts(env, l)).Select(l => env.Row("account.move", l.Link("move_id"))))
            .Select(m => env.Linked(m, "origin_payment_id")).OfType<Row>().DistinctBy(p => p.Id).ToList();
        foreach (var payment in payments.Where(p => p.Text("state") is "in_process" or "paid"))
        {
            var invoices = Invoices(env, payment).ToList();
            var paid = PaymentLines.IsSettled(env, payment) || (invoices.Count > 0 && invoices.TrueForAll(i => i.Text("payment_state") is "paid" or "reversed"));
            Records.Set(env, payment, "state", paid ? "paid" : "in_process");
            if (env.World.HasAccountant)
            {
                invoices.ForEach(i => Refresh(env, i));
            }
        }
    }

    public static void Refresh(Env env, Row move)
    {
        var terms = MoveLines.Of(env, move, "payment_term").ToList();
        var counterparts = terms.SelectMany(l => Counterparts(env, l)).Select(l => env.Row("account.move", l.Link("move_id"))).DistinctBy(m => m.Id).ToList();
        var residual = terms.Sum(l => Reconciler.Residual(env, l, inCurrency: true));
        var state = StateOf(move, counterparts, residual);
        Records.Set(env, move, "payment_state", env.World.HasAccountant ? InPayment.StateOf(env, move, counterparts, state) : state);
    }

    /// <summary>Invoices that a payment's entry is matched with.</summary>
    public static IEnumerable<Row> Invoices(Env env, Row payment) => env.Linked(payment, "move_id") is { } entry
        ? MoveLines.Of(env, entry).SelectMany(l => Counterparts(env, l)).Select(l => env.Row("account.move", l.Link("move_id"))).Where(MoveBehavior.IsInvoice).DistinctBy(m => m.Id)
        : [];

    private static string StateOf(Row move, List<Row> counterparts, decimal residual)
    {
        if (residual != 0)
        {
            return counterparts.Count > 0 ? "partial" : "not_paid";
        }

        if (counterparts.Count == 0)
        {
            return move.Text("state") == "posted" ? "paid" : "not_paid";
        }

        if (counterparts.Any(c => c.Link("origin_payment_id") != 0))
        {
            return "paid";
        }

        var kinds = counterparts.Select(c => c.Text("move_type")!).ToHashSet();
        var reversed = move.Text("move_type") == "out_invoice" ? kinds.Contains("out_refund") && kinds.IsSubsetOf(["out_refund", "entry"]) : kinds.SetEquals(["entry"]);
        return reversed ? "reversed" : "paid";
    }

    public static IEnumerable<Row> Counterparts(Env env, Row line) => MoveLines.Partials(env, line)
        .Select(p => p.Link("debit_move_id") == line.Id ? p.Link("credit_move_id") : p.Link("debit_move_id"))
        .Select(l => env.Row("account.move.line", l));
}
