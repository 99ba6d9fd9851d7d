using System.Diagnostics.CodeAnalysis;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>One company of one Odoo database as the ERP.</summary>
public sealed class OdooErpOptions
{
    /// <summary>Where Odoo answers, for example <c>https://erp.example.com</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>The database.</summary>
    public string Database { get; set; } = "";

    /// <summary>The integration user's login.</summary>
    public string Login { get; set; } = "";

    /// <summary>Its password or API key.</summary>
    [PersonalData]
    public string Secret { get; set; } = "";

    /// <summary>JSON-RPC, JSON-2, or whichever fits <see cref="Secret"/>. The default is <see cref="OdooTransport.Auto"/>.</summary>
    public OdooTransport Transport { get; set; }

    /// <summary>The longest a call may take; keep it below Odoo's <c>limit_time_real</c>. The default is 100 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether this is the production database. Odoo cannot tell; all systems of a hub must agree. The default is false.</summary>
    public bool IsLive { get; set; }

    /// <summary>The name of the company that issues the documents. There is no default company.</summary>
    public string Company { get; set; } = "";

    /// <summary>The company's time zone (IANA): it turns instants into invoice dates. The default is <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The code of the sales journal. The default is <c>INV</c>.</summary>
    public string SalesJournal { get; set; } = "INV";

    /// <summary>The code of the bank journal that payments go through. The default is <c>BNK1</c>.</summary>
    public string BankJournal { get; set; } = "BNK1";

    /// <summary>
    /// Whether documents are written by the effect action, in one transaction each, or step by step with plain calls, which needs
    /// nothing installed. The default is <see cref="OdooEffects.Auto"/>.
    /// </summary>
    public OdooEffects Effects { get; set; }

    /// <summary>
    /// The database id of the effect action, printed by its installer. Null looks for the installer's external id when the host
    /// starts. The default is null.
    /// </summary>
    public long? EffectActionId { get; set; }

    /// <summary>
    /// How long Odoo may still work on a request whose reply was lost (its <c>limit_time_real</c>); a step-by-step write in
    /// doubt is looked up after it. The default is 120 seconds.
    /// </summary>
    public TimeSpan ServerTimeLimit { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// The source's tax rates and the Odoo taxes (external id or database id, <c>{company}</c> stands for the company's id)
    /// they become. An unmapped rate is a case before anything is written.
    /// </summary>
    public IDictionary<string, string> Taxes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The sources' product codes and the internal references (<c>default_code</c>) of the Odoo products they become. A code
    /// that is not listed is looked for as it is; one that Odoo does not know is a case.
    /// </summary>
    public IDictionary<string, string> Products { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// How far the source's tax may differ from what Odoo computes, in minor units for each invoice line: within it the
    /// source's tax is forced and audited, beyond it is a case. The default is 1.
    /// </summary>
    public int ForcedTaxPerLine { get; set; } = 1;

    /// <summary>
    /// The internal reference of the product whose account takes what a source's net total differs from the sum of its lines, which
    /// are sent in whole minor units. Its line carries no tax. Null makes any such difference a case. The default is null.
    /// </summary>
    public string? RoundingProduct { get; set; }

    /// <summary>
    /// How far a net total may differ from the sum of its lines, in minor units for each line, where <see cref="RoundingProduct"/> is
    /// set; beyond it is a case. The default is 1.
    /// </summary>
    public int RoundedNetPerLine { get; set; } = 1;

    /// <summary>
    /// The codes of sales journals whose documents carry the source's numbers: journals of their own, in which nobody else makes
    /// documents. All others are numbered by Odoo. The default is none.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> SourceNumberedJournals { get; } = [];

    /// <summary>The date of the credit note that takes a voided invoice back. The default is <see cref="VoidDating.DayOfVoid"/>.</summary>
    public VoidDating VoidDate { get; set; }

    /// <summary>
    /// The internal reference of the product whose account takes uncollectible invoices: what is open is credited to it, without tax.
    /// The default is null.
    /// </summary>
    public string? BadDebtProduct { get; set; }

    /// <summary>
    /// A text field of invoices, such as <c>x_collection</c>, that is set to <c>uncollectible</c> while the invoice stays open. Used where
    /// <see cref="BadDebtProduct"/> is null; without either an uncollectible invoice is a case. The default is null.
    /// </summary>
    public string? UncollectibleField { get; set; }

    /// <summary>Domains that say nothing about who a customer is, so that they match nobody.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> SharedDomains { get; } = ["facebook.com", "linkedin.com", "instagram.com", "google.com", "wordpress.com", "wixsite.com"];

    /// <summary>How long companies, journals, taxes, currencies and products are remembered. The default is 5 minutes.</summary>
    public TimeSpan ReferenceLifetime { get; set; } = TimeSpan.FromMinutes(5);
}
