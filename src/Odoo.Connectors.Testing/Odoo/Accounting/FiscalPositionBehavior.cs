using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

internal sealed class FiscalPositionBehavior() : Behavior("account.fiscal.position")
{
    public override object? Compute(Env env, Row row, string field) => env.World["account.tax"].FindBy("fiscal_position_ids", row.Id).Select(t => t.Id).ToArray();

    public override void Default(Env env, System.Text.Json.Nodes.JsonObject vals) => vals.TryAdd("company_id", env.Company);
}
