using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The accounts and journals that postings use by themselves.</summary>
internal static class Chart
{
    public static Row Receivable(Env env, long company) => Account(env, company, "Customers", "Account Receivable");

    public static Row Payable(Env env, long company) => Account(env, company, "Suppliers", "Account Payable");

    /// <summary>Tax of sales, or of purchases.</summary>
    public static Row Tax(Env env, long company, bool bought) => bought ? Account(env, company, "VAT Recoverable", "Tax Paid") : Account(env, company, "VAT Payable", "Tax Received");

    /// <summary>What a partner owes or is owed is booked on: the account of the partner, or the company's, as the fiscal position maps it.</summary>
    public static Row Counterpart(Env env, Row move)
    {
        var (company, bought) = (move.Link("company_id"), MoveBehavior.IsPurchase(move));
        var own = env.Linked(move, "partner_id") is { } partner
            ? env.ForCompany(company).Linked(PartnerBehavior.Commercial(env, partner), bought ? "property_account_payable_id" : "property_account_receivable_id") : null;
        var account = own ?? (bought ? Payable(env, company) : Receivable(env, company));
        return env.Row("account.account", FiscalPositions.MapAccount(env, env.Linked(move, "fiscal_position_id"), account.Id));
    }

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
