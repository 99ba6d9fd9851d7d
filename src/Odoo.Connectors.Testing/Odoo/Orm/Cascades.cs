using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What becomes of records that refer to a deleted one.</summary>
internal static class Cascades
{
    private static readonly HashSet<string> s_owners = ["move_id", "order_id", "tax_id", "payment_id", "position_id", "currency_id", "base_automation_id", "statement_id", "country_id"];

    /// <summary>Whether a record of a one2many cannot be without the one it belongs to.</summary>
    public static bool GoesWith(string model, string inverse) => s_owners.Contains(inverse) || (model == "res.partner.bank" && inverse == "partner_id");

    /// <summary>Empties the links to a deleted record, where they are looked up by.</summary>
    public static void Forget(Env env, Row gone)
    {
        foreach (var model in env.World.Models.Values)
        {
            foreach (var field in model.Fields.Values.Where(f => f.Relation == gone.Model && f.Type is FieldType.Many2One && f.Indexed && !f.Computed && !GoesWith(model.Name, f.Name)))
            {
                foreach (var row in env.World[model.Name].FindBy(field.Name, gone.Id).ToList())
                {
                    env.World[model.Name].Set(row, field.Name, null);
                }
            }
        }
    }
}
