using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

internal sealed class UserBehavior() : Behavior("res.users")
{
    public override void Created(Env env, Row row, JsonObject vals)
    {
        if (env.World["res.users"].Rows.Any(r => r != row && r.Text("login") == row.Text("login")))
        {
            throw OdooError.Constraint("You can not have two users with the same login!");
        }

        if (row.Link("company_id") == 0)
        {
            Records.Set(env, row, "company_id", env.Company);
        }

        Records.Set(env, row, "company_ids", row.Links("company_ids").Union([row.Link("company_id")]).ToArray());
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnModel("context_get", "", static call => new JsonObject
        {
            ["lang"] = call.Env.User.Text("lang") ?? "en_US",
            ["tz"] = call.Env.User.Text("tz") is { } zone ? zone : Js.False(),
            ["uid"] = call.Env.Uid,
        }),
    ];
}
