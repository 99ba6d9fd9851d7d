using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Entries that are no invoices: they balance, their total is that of their debits, and one that reverses another settles it.</summary>
internal static class PlainEntries
{
    public static void Finish(Env env, Row move)
    {
        var lines = MoveLines.Of(env, move).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        if (lines.Sum(l => l.Number("balance")) != 0)
        {
            throw OdooError.User("The entry is not balanced.");
        }

        Records.Set(env, move, "amount_total", lines.Where(l => l.Number("balance") > 0).Sum(l => l.Number("balance")));
    }

    /// <summary>What is still open of both, account by account.</summary>
    public static void ReconcileWithReversed(Env env, Row move, Row reversed)
    {
        foreach (var lines in MoveLines.Of(env, move).Concat(MoveLines.Of(env, reversed))
            .Where(l => env.Linked(l, "account_id")?.Flag("reconcile") is true && !Reconciler.IsReconciled(env, l))
            .GroupBy(l => (l.Link("account_id"), l.Link("currency_id"))).ToList())
        {
            Reconciler.Reconcile(env, [.. lines]);
        }
    }
}
