using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>account.partial.reconcile: one debit matched with one credit.</summary>
internal sealed class PartialReconcileBehavior() : Behavior("account.partial.reconcile")
{
    public override string DisplayName(Env env, Row row) => $"account.partial.reconcile,{row.Id}";

    public override object? Compute(Env env, Row row, string field)
    {
        var (debit, credit) = (env.Row("account.move.line", row.Link("debit_move_id")), env.Row("account.move.line", row.Link("credit_move_id")));
        return field switch
        {
            "debit_currency_id" => debit["currency_id"],
            "credit_currency_id" => credit["currency_id"],
            "company_id" => debit["company_id"],
            _ => new[] { env.Value(debit, "date") as string, env.Value(credit, "date") as string }.Max(StringComparer.Ordinal),
        };
    }

    public override void Unlinking(Env env, Row row) => FullReconciles.Forget(env, row);
}
