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

    /// <summary>The code of the bank journal: payouts arrive there, and payments too where no other journal is named. The default is <c>BNK1</c>.</summary>
    public string BankJournal { get; set; } = "BNK1";

    /// <summary>
    /// The code of the journal that stands for the payment gateway's balance. Its payment methods name one outstanding account for
    /// both directions: the clearing account. Null sends payments through <see cref="BankJournal"/>. The default is null.
    /// </summary>
    public string? GatewayJournal { get; set; }

    /// <summary>
    /// The sources' means of payment and the codes of the journals their payments go through; a means that is not listed goes
    /// through <see cref="GatewayJournal"/>. The default is empty.
    /// </summary>
    public IDictionary<string, string> PaymentJournals { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The code of the expense account for what a gateway keeps. Payouts with fees, and dispute fees, need it. The default is null.</summary>
    public string? FeeAccount { get; set; }

    /// <summary>
    /// The code of the account that payouts arrive on: a transit account where bank statements are imported into Odoo. Null books
    /// them on the bank journal's own account. The default is null.
    /// </summary>
    public string? PayoutAccount { get; set; }

    /// <summary>What is done with money beyond what a document is open for. The default is <see cref="OverpaymentPolicy.KeepAsCredit"/>.</summary>
    public OverpaymentPolicy Overpayments { get; set; }

    /// <summary>
    /// The largest rest of an invoice that is written off once it is paid, in the invoice's currency. Zero leaves every rest open. The
    /// default is 0.
    /// </summary>
    public decimal WriteOffLimit { get; set; }

    /// <summary>The code of the account for small rests. <see cref="WriteOffLimit"/> needs it. The default is null.</summary>
    public string? WriteOffAccount { get; set; }

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
    /// that is not listed is looked for as it is, see <see cref="ProductsByReference"/>; one that Odoo does not know is a case.
    /// </summary>
    public IDictionary<string, string> Products { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether a product code that <see cref="Products"/> does not list is looked for in Odoo as an internal reference; false makes it a
    /// case. The default is true.
    /// </summary>
    public bool ProductsByReference { get; set; } = true;

    /// <summary>
    /// Whether a product that neither <see cref="Products"/> lists nor Odoo has is created there, as a service with the code as its internal
    /// reference and name, and no sale price. The user needs <c>product.group_product_manager</c>; without it such a product stays a case.
    /// The default is false.
    /// </summary>
    public bool CreateProducts { get; set; }

    /// <summary>
    /// The codes of the journals that documents of a source go to: a source's configured name for its invoices and credit notes,
    /// <c>&lt;name&gt;/payments</c> for its payments and refunds. Once one is listed, a source that is not is a case. Empty, everything goes
    /// to <see cref="SalesJournal"/> and <see cref="BankJournal"/>.
    /// </summary>
    public IDictionary<string, string> Journals { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The sources' payment terms and the Odoo ones they become: external id or database id (<c>{company}</c> stands for the company's id),
    /// or the name. One that is not listed is a case.
    /// </summary>
    public IDictionary<string, string> PaymentTerms { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The sources' tax treatments of customers and the Odoo fiscal positions they become, written as in <see cref="PaymentTerms"/>. One
    /// that is not listed is a case.
    /// </summary>
    public IDictionary<string, string> FiscalPositions { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether a contract is only made where the taxes that its invoices will bear can be booked: those that the host's
    /// <see cref="ITaxSource"/> names, else those that Odoo's fiscal positions give the customer. The default is false.
    /// </summary>
    public bool ValidateTaxes { get; set; }

    /// <summary>
    /// The sources' languages and the codes of the Odoo languages they become, such as <c>de_DE</c>. One that is not listed is taken as it
    /// is, hyphens as underscores. What becomes of a language that is not installed, <see cref="UnknownLanguage"/> says.
    /// </summary>
    public IDictionary<string, string> Languages { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// What becomes of a customer's language that is not installed in Odoo: left out with a remark, or a case. Odoo would store it, and then
    /// refuse other calls. The default is <see cref="FaultyValue.LeaveOut"/>.
    /// </summary>
    public FaultyValue UnknownLanguage { get; set; } = FaultyValue.LeaveOut;

    /// <summary>Entries of the tables above that hold for some days only.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<DatedEntry> Dated { get; set; } = [];

    /// <summary>
    /// How many days old the newest exchange rate may be for a document in a foreign currency, counted to the document's date; an older
    /// one is the case <c>missing-rate</c>. Null takes the newest before that date, however old. The default is null. No rate at all is
    /// always a case: Odoo would book one to one.
    /// </summary>
    public int? MaxRateAgeDays { get; set; }

    /// <summary>
    /// How far the source's tax may differ from what Odoo computes, in minor units for each invoice line: within it the
    /// source's tax is forced and audited, beyond it is a case. The default is 1.
    /// </summary>
    public int ForcedTaxPerLine { get; set; } = 1;

    /// <summary>
    /// What becomes of an invoice, credit note or payment whose day lies in a closed period. The default is <see cref="LockedPeriod.Case"/>.
    /// </summary>
    public LockedPeriod LockedPeriod { get; set; }

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
    /// The codes of those sales journals (<see cref="SalesJournal"/>, <see cref="Journals"/>) whose documents carry the source's numbers: journals of their own, in which nobody else makes
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

    /// <summary>
    /// A field of partners for texts, such as <c>x_standing</c>, that collections write a customer's status to: <c>Active</c>, <c>PastDue</c>,
    /// <c>Suspended</c> or <c>Cancelled</c>. The default is null: it is written to none.
    /// </summary>
    public string? StandingField { get; set; }

    /// <summary>
    /// The date field of <c>account.move.line</c> that holds the first day of service of an invoice line, such as <c>deferred_start_date</c> of Enterprise
    /// or <c>x_service_from</c> of your own: revenue of invoices that Odoo issues is then reported by the days of their lines. Set together with
    /// <see cref="ServiceEndField"/>. The default is null: no days are read.
    /// </summary>
    public string? ServiceStartField { get; set; }

    /// <summary>
    /// The date field of <c>account.move.line</c> that holds the last day of service, which is served too, such as <c>deferred_end_date</c> of Enterprise.
    /// Set together with <see cref="ServiceStartField"/>. The default is null.
    /// </summary>
    public string? ServiceEndField { get; set; }

    /// <summary>
    /// Whether contracts are sale orders or subscriptions of the Enterprise module <c>sale_subscription</c>. The default is
    /// <see cref="OdooSubscriptions.Auto"/>.
    /// </summary>
    public OdooSubscriptions Subscriptions { get; set; }

    /// <summary>
    /// The recurring plans of <c>sale_subscription</c> (name, external id or database id) that billing periods (<c>P1M</c>, <c>P1Y</c>) become.
    /// A period that is not listed becomes the one plan of that period; none or several is a case.
    /// </summary>
    public IDictionary<string, string> Plans { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What becomes of the order of a contract that ended. The default is <see cref="ContractEnd.Keep"/>.</summary>
    public ContractEnd ContractEnd { get; set; }

    /// <summary>
    /// Fields of your own on <c>sale.order</c> (<c>x_…</c>) that show a contract's <c>Version</c> (an integer), <c>Status</c>, <c>StartsOn</c>,
    /// <c>EndsOn</c> and <c>NextInvoiceOn</c> (dates). Without them the chatter tells.
    /// </summary>
    public IDictionary<string, string> ContractFields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// What usage is billed as where closed totals are told to this company: by what it calls the meter (<c>Usage:Meters:&lt;name&gt;:TargetName</c>,
    /// else the meter's name). Usage of a meter that is not listed is the case <c>unpriced-usage</c>. The default is empty.
    /// </summary>
    public IDictionary<string, OdooUsageOptions> Usage { get; } = new Dictionary<string, OdooUsageOptions>(StringComparer.Ordinal);

    /// <summary>Domains that say nothing about who a customer is, so that they match nobody.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> SharedDomains { get; } = ["facebook.com", "linkedin.com", "instagram.com", "google.com", "wordpress.com", "wixsite.com"];

    /// <summary>
    /// By what a customer that Odoo has already is recognised, the strongest first: <c>VatNumber</c>, <c>Website</c> (its domain), or a
    /// field of Odoo and one of <c>Customer.Custom</c>, such as <c>x_crm_id=CRM_Id__c</c> or <c>company_registry=Registry__c</c>. Empty
    /// stands for <c>VatNumber</c> and <c>Website</c>. The default is empty.
    /// </summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Bound from configuration.")]
    public IList<string> MatchKeys { get; set; } = [];

    /// <summary>
    /// Whether a partner in Odoo with the e-mail address of a new customer is a case: the same address is a hint, never a match. The
    /// default is false.
    /// </summary>
    public bool EmailHints { get; set; }

    /// <summary>
    /// What becomes of a VAT number whose form or check digits are wrong: a case, or the customer goes without it. What Odoo refuses is a
    /// case. The default is <see cref="FaultyValue.Case"/>.
    /// </summary>
    public FaultyValue InvalidVat { get; set; }

    /// <summary>What becomes of a customer whose partner is archived in Odoo. The default is <see cref="ArchivedPartner.Case"/>.</summary>
    public ArchivedPartner ArchivedCustomer { get; set; }

    /// <summary>What becomes of a customer whose partner was deleted in Odoo. The default is <see cref="DeletedPartner.Case"/>.</summary>
    public DeletedPartner DeletedCustomer { get; set; }

    /// <summary>How long companies, journals, taxes, currencies and products are remembered. The default is 5 minutes.</summary>
    public TimeSpan ReferenceLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Odoo as a source of facts too. Off by default.</summary>
    public OdooFeedOptions Feed { get; } = new();
}
