using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>No document of one company for a partner, or with a tax, of another.</summary>
internal static class CompanyCheck
{
    /// <summary>Refuses a new document whose partner belongs to another company.</summary>
    public static void Refuse(Env env, Row move, string kind)
    {
        if (env.Linked(move, "partner_id") is not { } partner || partner.Link("company_id") is 0 || partner.Link("company_id") == move.Link("company_id"))
        {
            return;
        }

        var company = env.Linked(move, "company_id")!.Text("name");
        var commercial = PartnerBehavior.Commercial(env, partner);
        var lines = ((string, string, Row)[])[("Partner", "partner_id", partner), ("Commercial Entity", "commercial_partner_id", commercial), ("Delivery Address", "partner_shipping_id", partner)];
        throw OdooError.User("Uh-oh! You’ve got some company inconsistencies here:\n"
            + string.Concat(lines.Select(l => $"- “Draft {kind}” belongs to company “{company}” while “{l.Item1}” ({l.Item2}: '{l.Item3.Text("name")}') belongs to another company.\n"))
            + "To avoid a mess, no company crossover is allowed!");
    }

    /// <summary>Refuses taxes that the caller does not see on a line.</summary>
    public static void RefuseTaxes(Env env, IEnumerable<long> taxes)
    {
        try
        {
            foreach (var tax in taxes.Select(t => env.World["account.tax"].Find(t)).OfType<Row>())
            {
                AccessRules.CheckRow(env, env.Model("account.tax"), tax, "read");
            }
        }
        catch (OdooError error)
        {
            throw OdooError.Access($"Failed to write field account.move.line.tax_ids\n{error.Message}");
        }
    }
}
