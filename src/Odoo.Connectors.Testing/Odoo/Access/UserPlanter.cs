using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Access;

/// <summary>Makes the users of the options.</summary>
internal static class UserPlanter
{
    public static void Plant(Env env, OdooEmulatorUser user)
    {
        var companies = user.Companies.Select(n => env.World["res.company"].Rows.FirstOrDefault(c => c.Text("name") == n)?.Id
            ?? throw new ArgumentException($"The user {user.Login} is to work in '{n}', which is no company of the emulator.", nameof(user))).ToList();
        var groups = user.Groups.Prepend("base.group_user").Distinct().Select(g => env.World.ExternalIds.Find(g)?.Id
            ?? throw new ArgumentException($"The user {user.Login} is to be in '{g}'; the emulator has {string.Join(", ", Known(env))}.", nameof(user))).ToList();
        var row = Records.Create(env, "res.users", new JsonObject
        {
            ["name"] = user.Name ?? user.Login, ["login"] = user.Login, ["password"] = user.Password, ["notification_type"] = "email", ["tz"] = "UTC",
            ["company_id"] = companies[0], ["company_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(companies))), ["group_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(groups))),
        });
        if (user.ApiKey is { } key)
        {
            env.World.Keys.Add(row.Id, "emulator", null, key);
        }
    }

    private static IEnumerable<string> Known(Env env) => env.World["res.groups"].Rows.SelectMany(g => env.World.ExternalIds.Of("res.groups", g.Id)).Order(StringComparer.Ordinal);
}
