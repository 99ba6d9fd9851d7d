using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

internal sealed class GroupBehavior() : Behavior("res.groups")
{
    public override string DisplayName(Env env, Row row) => row.Text("full_name") ?? row.Text("name") ?? "";

    public override object? Compute(Env env, Row row, string field) =>
        field == "all_implied_ids" ? env.World.Groups.Closure([row.Id]).Order().ToArray() : null;

    public override void Written(Env env, Row row, JsonObject vals) => env.World.Groups.Forget();
}
