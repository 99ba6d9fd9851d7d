using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The accounts and journals that postings use by themselves.</summary>
internal static class Chart
{
    public static Row Receivable(Env env, long company) => Account(env, company, "Customers", "Account Receivable");

    public static Row Payable(Env env, long company) => Account(env, company, "Suppliers", "Account Payable");

    public static Row Tax(Env env, long company) => Account(env, company, "VAT Payable", "Tax Received");

    public static Row Outstanding(Env env, long company, bool inbound) => Account(env, company, inbound ? "Outstanding Receipts" : "Outstanding Payments");

    /// <summary>The first one in the order that journals have, as Odoo takes where none is given.</summary>
    public static Row? Journal(Env env, long company, string type) => env.World["account.journal"].Rows
        .Where(j => j.Link("company_id") == company && j.Text("type") == type && j.Flag("active"))
        .OrderBy(j => j.Number("sequence")).ThenBy(j => j.Text("code"), StringComparer.Ordinal).ThenBy(j => j.Id).FirstOrDefault();

    /// <summary>The first method by which a journal takes or makes payments.</summary>
    public static Row? Method(Env env, Row journal, bool inbound) => env.World["account.payment.method.line"].FindBy("journal_id", journal.Id)
        .FirstOrDefault(m => m.Text("payment_type") == (inbound ? "inbound" : "outbound"));

    private static Row Account(Env env, long company, params string[] names) =>
        env.World["account.account"].Rows.FirstOrDefault(a => names.Contains(a.Text("name")) && a.Links("company_ids").Contains(company))
        ?? throw OdooError.User($"No chart of accounts for company {company}: {string.Join(" or ", names)} is missing.");
}
