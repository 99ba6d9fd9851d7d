using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class RepartitionLineBehavior() : Behavior(Repartition.Model)
{
    public override string DisplayName(Env env, Row row) => $"{Repartition.Model},{row.Id}";

    public override object? Compute(Env env, Row row, string field) => field == "factor" ? row.Number("factor_percent") / 100m : env.Linked(row, "tax_id")?["company_id"];
}
