using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Which fiscal position a customer has, and the taxes it puts in place of a product's own.</summary>
internal static class FiscalPositions
{
    /// <summary>The customer's own position, or the one whose country, group of countries and need of a VAT number fit best.</summary>
    public static Row? Of(Env env, Row partner, long company)
    {
        if (env.ForCompany(company).Linked(partner, "property_account_position_id") is { } own)
        {
            return own;
        }

        var country = partner.Link("country_id");
        return country == 0 ? null : env.World["account.fiscal.position"].Rows
            .Where(f => f.Link("company_id") == company && f.Flag("auto_apply") && f.Flag("active") && (!f.Flag("vat_required") || partner.Text("vat") is { Length: > 0 }))
            .Where(f => f.Link("country_id") is var only && (only == 0 || only == country))
            .Where(f => env.Linked(f, "country_group_id") is not { } group || group.Links("country_ids").Contains(country))
            .Where(f => f.Links("state_ids") is { Length: 0 } || f.Links("state_ids").Contains(partner.Link("state_id")))
            .Where(f => !HasZips(f) || (partner.Text("zip") is { } zip && string.CompareOrdinal(f.Text("zip_from"), zip) <= 0 && string.CompareOrdinal(zip, f.Text("zip_to")) <= 0))
            .OrderByDescending(f => f.Flag("vat_required")).ThenByDescending(HasZips).ThenByDescending(f => f.Links("state_ids").Length > 0)
            .ThenByDescending(f => f.Link("country_id") != 0).ThenByDescending(f => f.Link("country_group_id") != 0)
            .ThenBy(f => f.Number("sequence")).ThenBy(f => f.Id).FirstOrDefault();
    }

    private static bool HasZips(Row position) => position.Text("zip_from") is { Length: > 0 } && position.Text("zip_to") is { Length: > 0 };

    /// <summary>The account that a position puts in place of another.</summary>
    public static long MapAccount(Env env, Row? position, long account) => position is null ? account
        : env.World["account.fiscal.position.account"].FindBy("position_id", position.Id).FirstOrDefault(m => m.Link("account_src_id") == account)?.Link("account_dest_id") ?? account;

    public static IEnumerable<long> Map(Env env, Row? position, IEnumerable<long> taxes) => position is null ? taxes : taxes.SelectMany(t =>
    {
        var instead = env.World["account.tax"].FindBy("fiscal_position_ids", position.Id).Where(r => r.Flag("active") && r.Links("original_tax_ids").Contains(t)).Select(r => r.Id).ToList();
        return instead.Count > 0 ? instead : [t];
    }).Distinct();
}
