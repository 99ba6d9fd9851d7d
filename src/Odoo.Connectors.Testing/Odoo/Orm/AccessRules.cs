using Odoo.Connectors.Testing.Access;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What the groups of a user do not allow, and which records belong to other companies.</summary>
internal static class AccessRules
{
    public static void Check(Env env, Model model, string operation)
    {
        if (Allows(env, model, operation))
        {
            return;
        }

        var names = AccessTable.Allowing(model.Name, operation)!.Select(g => NameOf(env, g)).Order(StringComparer.Ordinal).Select(n => $"\t- {n}\n").ToList();
        throw OdooError.Access($"You are not allowed to {operation} '{model.Label}' ({model.Name}) records.\n\n"
            + (names.Count > 0 ? $"This operation is allowed for the following groups:\n{string.Concat(names)}\n" : "No group currently allows this operation.\n\n")
            + "Contact your administrator to request access if necessary.");
    }

    public static bool Allows(Env env, Model model, string operation) =>
        env.IsSudo || AccessTable.Allowing(model.Name, operation) is not { } groups || env.User.Text("login") == "__system__" || groups.Any(g => env.World.Groups.Has(env.User, g));

    private static string NameOf(Env env, string group) => env.World["res.groups"].Find(env.World.ExternalIds.Find(group)!.Value.Id)!.Text("full_name")!;

    public static void CheckRow(Env env, Model model, Row row, string operation)
    {
        if (IsVisible(env, model, row))
        {
            return;
        }

        var text = $"Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, {env.User.Text("name")} (id={env.Uid}) doesn't have '{operation}' access to:\n";
        if (model.Name == "res.company")
        {
            throw OdooError.Access($"{text}- {model.Label} ({model.Name})\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.");
        }

        var company = env.World["res.company"].Find(row.Link("company_id"))?.Text("name");
        throw OdooError.Access($"{text}- {model.Label} ({model.Name})\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.\n\nThis seems to be a multi-company issue, you might be able to access the record by switching to the company: {company}.");
    }

    public static bool IsVisible(Env env, Model model, Row row)
    {
        if (env.IsSudo)
        {
            return true;
        }

        if (model.Name == "res.company")
        {
            return env.IsAdmin || env.Companies.Contains(row.Id);
        }

        if (model.Name == ApiKeyBehavior.ModelName)
        {
            return env.IsAdmin || row.Link("user_id") == env.Uid;
        }

        if (row["company_ids"] is long[] { Length: > 0 } shared && model.Name != "res.users")
        {
            return shared.Intersect(env.Companies).Any();
        }

        return row.Link("company_id") is 0 || model.Name == "res.users" || env.Companies.Contains(row.Link("company_id"));
    }
}
