using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class PaymentMethodLineBehavior() : Behavior("account.payment.method.line")
{
    public override string DisplayName(Env env, Row row) =>
        env.Linked(row, "journal_id") is { } journal ? $"{row.Text("name")} ({journal.Text("name")})" : row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) => env.Linked(row, "journal_id")?["company_id"];
}
