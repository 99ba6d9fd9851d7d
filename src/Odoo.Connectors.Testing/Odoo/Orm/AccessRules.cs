using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What the least-privilege user may not do, and which records belong to other companies.</summary>
internal static class AccessRules
{
    private static readonly Dictionary<string, (string Operations, string Group)> s_denied = new()
    {
        ["res.users"] = ("create modify delete", "Access Rights"),
        ["res.company"] = ("create modify delete", "Access Rights"),
        ["res.currency"] = ("create modify delete", "Access Rights"),
        ["res.currency.rate"] = ("create modify delete", "Accounting / Administrator"),
        ["ir.cron"] = ("access create modify delete", "Role / Administrator"),
        ["ir.actions.server"] = ("access create modify delete", "Role / Administrator"),
        ["ir.model.data"] = ("access create modify delete", "Access Rights"),
        ["product.product"] = ("create modify delete", "Products / Create"),
        ["account.tax"] = ("create modify delete", "Accounting / Administrator"),
        ["account.journal"] = ("create modify delete", "Accounting / Administrator"),
        ["account.account"] = ("create modify delete", "Accounting / Administrator"),
        ["account.payment.term"] = ("create modify delete", "Accounting / Administrator"),
    };

    public static void Check(Env env, Model model, string operation)
    {
        if (!Allows(env, model, operation))
        {
            var rule = s_denied[model.Name];
            throw OdooError.Access($"You are not allowed to {operation} '{model.Label}' ({model.Name}) records.\n\nThis operation is allowed for the following groups:\n\t- {rule.Group}\n\nContact your administrator to request access if necessary.");
        }
    }

    public static bool Allows(Env env, Model model, string operation) =>
        env.IsAdmin || !s_denied.TryGetValue(model.Name, out var rule) || !rule.Operations.Contains(operation, StringComparison.Ordinal);

    /// <summary>has_access: operations in Odoo's own words.</summary>
    public static bool Has(Env env, Model model, string operation) => Allows(env, model, operation switch { "read" => "access", "write" => "modify", "unlink" => "delete", _ => operation });

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

        if (row["company_ids"] is long[] { Length: > 0 } shared && model.Name != "res.users")
        {
            return shared.Intersect(env.Companies).Any();
        }

        return row.Link("company_id") is 0 || model.Name == "res.users" || env.Companies.Contains(row.Link("company_id"));
    }
}
