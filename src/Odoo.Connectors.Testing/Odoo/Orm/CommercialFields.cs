using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What a company decides for its contacts, such as its VAT number and its terms.</summary>
internal static class CommercialFields
{
    private static readonly string[] s_fields =
    [
        "vat", "company_registry", "credit_limit", "property_account_payable_id", "property_account_receivable_id", "property_account_position_id", "property_payment_term_id", "property_supplier_payment_term_id",
    ];

    public static void Sync(Env env, Row row, JsonObject vals)
    {
        var commercial = PartnerBehavior.Commercial(env, row);
        if (commercial.Id != row.Id)
        {
            if (vals.ContainsKey("parent_id") || vals.ContainsKey("is_company"))
            {
                Copy(env, commercial, row);
            }
        }
        else if (s_fields.Any(vals.ContainsKey) || vals.ContainsKey("is_company"))
        {
            HandOn(env, commercial, row);
        }
    }

    private static void HandOn(Env env, Row commercial, Row row)
    {
        foreach (var contact in env.World["res.partner"].FindBy("parent_id", row.Id).Where(c => !c.Flag("is_company")).ToList())
        {
            Copy(env, commercial, contact);
            HandOn(env, commercial, contact);
        }
    }

    private static void Copy(Env env, Row from, Row to)
    {
        foreach (var field in s_fields.Select(f => env.StoredName(env.Model("res.partner").Fields[f])))
        {
            Records.Set(env, to, field, from[field]);
        }
    }
}
