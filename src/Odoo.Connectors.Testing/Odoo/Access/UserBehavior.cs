using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Access;

/// <summary>res.users: a user has a partner, companies and groups; a password can be written but not read.</summary>
internal sealed class UserBehavior() : Behavior("res.users")
{
    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "password" => "",
        "all_group_ids" => env.World.Groups.Of(row).Order().ToArray(),
        _ => null,
    };

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
        if (row.Link("partner_id") == 0)
        {
            var partner = Records.Create(env.Sudo(), "res.partner", new JsonObject { ["name"] = row.Text("name"), ["email"] = row.Text("email") is { } mail ? mail : false });
            Records.Set(env, row, "partner_id", partner.Id);
        }

        TakePassword(env, row, vals);
    }

    public override void Written(Env env, Row row, JsonObject vals) => TakePassword(env, row, vals);

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnModel("context_get", "", static call => new JsonObject
        {
            ["lang"] = call.Env.User.Text("lang") ?? "en_US",
            ["tz"] = call.Env.User.Text("tz") is { } zone ? zone : Js.False(),
            ["uid"] = call.Env.Uid,
        }),
        Method.OnIds("has_group", "group_ext_id", static call => call.Env.World.Groups.Has(call.Row, call.Text("group_ext_id") ?? "")),
    ];

    private static void TakePassword(Env env, Row row, JsonObject vals)
    {
        if (vals["password"] is { } password && Js.IsText(password))
        {
            Records.Set(env, row, "password", Js.Text(password));
        }
    }
}
