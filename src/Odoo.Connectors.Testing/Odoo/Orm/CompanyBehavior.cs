using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

internal sealed class CompanyBehavior() : Behavior("res.company")
{
    private static readonly (string Field, string Name)[] s_locks = [("hard_lock_date", "Hard Lock Date")];

    /// <summary>A lock as it binds the user; none is the first day there is, which Odoo writes without leading zeros.</summary>
    public override object? Compute(Env env, Row row, string field) =>
        field.StartsWith("user_", StringComparison.Ordinal) ? row.Text(field["user_".Length..]) ?? "1-01-01" : row["country_id"];

    public override void Created(Env env, Row row, JsonObject vals)
    {
        foreach (var user in env.World["res.users"].Rows.Where(u => u.Text("login") is "admin" && !u.Links("company_ids").Contains(row.Id)))
        {
            Records.Set(env, user, "company_ids", (long[])[.. user.Links("company_ids"), row.Id]);
        }
    }

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        foreach (var (field, name) in s_locks)
        {
            if (row.Text(field) is { } old && vals.ContainsKey(field)
                && (vals[field] is not { } given || !Js.IsText(given) || string.CompareOrdinal(Js.Text(given), old) < 0))
            {
                throw OdooError.User($"A new {name} must be posterior (or equal) to the previous one.");
            }
        }
    }
}
