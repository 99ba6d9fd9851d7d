using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>How a contact is called: with its company before it, and an address without a name by its kind.</summary>
internal static class PartnerNames
{
    public static string Of(Env env, Row row)
    {
        var name = row.Text("name") ?? "";
        var parent = env.Linked(row, "parent_id");
        if (parent is null && row.Text("company_name") is not { Length: > 0 })
        {
            return name.Trim();
        }

        if (name.Length == 0 && row.Text("type") is "invoice" or "delivery" or "other")
        {
            name = env.Model("res.partner").Fields["type"].Selection.First(s => s.Key == row.Text("type")).Label;
        }

        var commercial = PartnerBehavior.Commercial(env, row);
        var company = (commercial.Flag("is_company") ? commercial.Text("name") : row.Text("company_name")) is { Length: > 0 } known ? known : parent?.Text("name");
        return (row.Flag("is_company") ? name : $"{company}, {name}").Trim();
    }

    /// <summary>Keeps what partners are ordered by, of a partner and of those below it.</summary>
    public static void Store(Env env, Row row)
    {
        Records.Set(env, row, "complete_name", Of(env, row));
        foreach (var contact in env.World["res.partner"].FindBy("parent_id", row.Id).Where(c => c.Id != row.Id).ToList())
        {
            Store(env, contact);
        }
    }
}
