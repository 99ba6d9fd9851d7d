using System.Diagnostics;

namespace Odoo.Connectors.Stripe;

/// <summary>
/// How one connected system reaches one Stripe account. Bound from <c>Systems:&lt;name&gt;</c> and validated when the host
/// starts; a rotated key or secret in a configuration that reloads is used from the next call on.
/// </summary>
public sealed class StripeOptions
{
    /// <summary>The secret or restricted key of the account: <c>sk_test_</c>, <c>sk_live_</c>, <c>rk_test_</c> or <c>rk_live_</c>. Required; never printed.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiKey { get; set; } = "";

    /// <summary>The address of the API, absolute. A live key travels over https only.</summary>
    /// <value>The default is <see langword="null"/>: Stripe's own, <c>https://api.stripe.com</c>.</value>
    public Uri? ApiBase { get; set; }

    /// <summary>
    /// The signing secrets of the webhook endpoint, <c>whsec_</c> included. Any of them is accepted, so that a secret can
    /// be rolled. Never printed.
    /// </summary>
    /// <value>The default is empty: webhooks are refused.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>How far the time of a signature may be from ours, in both directions; 1 second to 1 hour.</summary>
    /// <value>The default is 300 seconds, as Stripe's own libraries have it.</value>
    public TimeSpan SignatureTolerance { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The largest webhook body taken, 1 KiB to 16 MiB.</summary>
    /// <value>The default is 1 MiB.</value>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The configured name of the CRM whose ids stand in the metadata, for example <c>salesforce</c>.</summary>
    /// <value>The default is <see langword="null"/>: no links to a CRM.</value>
    public string? CrmSystem { get; set; }

    /// <summary>The metadata key of subscriptions and invoices that holds the CRM's deal id.</summary>
    /// <value>The default is <c>crm_opportunity_id</c>.</value>
    public string DealMetadataKey { get; set; } = "crm_opportunity_id";

    /// <summary>The metadata key of customers that holds the CRM's account id.</summary>
    /// <value>The default is <c>crm_account_id</c>.</value>
    public string CustomerMetadataKey { get; set; } = "crm_account_id";

    /// <summary>
    /// How the metadata keys begin that show on a customer what it owes in the ledger (the effect <c>account-summary</c>): <c>balance</c>, <c>overdue</c>,
    /// <c>last_payment</c> and <c>last_payment_on</c> follow. Amounts are texts such as <c>121.00 EUR</c>.
    /// </summary>
    /// <value>The default is <c>odoo_</c>.</value>
    public string SummaryPrefix { get; set; } = "odoo_";

    /// <summary>The metadata keys that travel as custom fields of customers, contracts and invoices.</summary>
    /// <value>The default is empty.</value>
    public IList<string> CustomFields { get; } = [];

    /// <summary>
    /// By what a customer that is about to be made is known to be one that another event is making, the strongest first: <c>VatNumber</c>,
    /// <c>Website</c> (its domain), or the name of a field in <c>Customer.Custom</c>.
    /// </summary>
    /// <value>The default is empty, which stands for <c>VatNumber</c> and <c>Website</c>.</value>
    public IList<string> MatchKeys { get; } = [];

    /// <summary>Domains that say nothing about who a customer is.</summary>
    /// <value>The default is some where anybody has a page, such as <c>facebook.com</c>.</value>
    public IList<string> SharedDomains { get; } = ["facebook.com", "linkedin.com", "instagram.com", "google.com", "wordpress.com", "wixsite.com"];

    /// <summary>The words for how a customer is taxed, and Stripe's: <c>none</c>, <c>exempt</c> or <c>reverse</c>.</summary>
    /// <value>The default knows <c>standard</c>, <c>exempt</c> and <c>reverse-charge</c>.</value>
    public IDictionary<string, string> TaxTreatments { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["standard"] = "none", ["exempt"] = "exempt", ["reverse-charge"] = "reverse" };

    /// <summary>Product codes of deals, and what each is in Stripe: the id of a product, or the lookup key of a price.</summary>
    /// <value>The default is empty: a code is such an id or key itself.</value>
    public IDictionary<string, string> Products { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The words for payment terms, and how many days after it is sent an invoice is due; 0 to 365. A word that is not among them is a case.</summary>
    /// <value>The default is empty: terms are not looked at.</value>
    public IDictionary<string, int> PaymentTerms { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many days after it is sent an invoice of a new subscription is due, where <see cref="PaymentTerms"/> do not say; 0 to 365.</summary>
    /// <value>The default is <see langword="null"/>: the customer's payment method is charged.</value>
    public int? DaysUntilDue { get; set; }

    /// <summary>Whether Stripe works out the taxes of new subscriptions.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AutomaticTax { get; set; }

    /// <summary>Whether a new subscription ends when the deal's term is over.</summary>
    /// <value>The default is <see langword="false"/>: it renews until it is ended.</value>
    public bool EndAtTerm { get; set; }

    /// <summary>The IANA zone in which the days of deals begin.</summary>
    /// <value>The default is <c>UTC</c>.</value>
    public string ContractTimeZone { get; set; } = "UTC";

    /// <summary>The longest one attempt of a read may take; 1 second to 5 minutes.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a read is tried again after a transient fault, 0 to 10. A rate limit is not waited for here.</summary>
    /// <value>The default is 2, that is three attempts in all.</value>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The base of the exponential, jittered wait between two attempts, up to 1 minute.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Whether the account is only the payment gateway of another billing platform: it tells of payments, refunds, disputes and payouts, and of nothing that
    /// is agreed or billed in it. Set by <c>AddStripePayments</c>.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool PaymentsOnly { get; set; }

    /// <summary>
    /// Whether payments that belong to no invoice are told too: they are booked on account, as the customer's credit, until an invoice takes
    /// them; and so are their refunds. A payment of no customer is a case.
    /// </summary>
    /// <value>The default is <see langword="false"/>: they are accepted and forgotten.</value>
    public bool PaymentsOnAccount { get; set; }

    /// <summary>
    /// Whether the account's events are read too: instead of webhooks, or beside them to catch up what was not delivered. An event
    /// that comes both ways is taken once. The account's default API version must be the one this version reads.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool PollEvents { get; set; }

    /// <summary>
    /// Whether the account's objects are listed: once from the newest to the oldest, which brings what is older than the events that Stripe keeps,
    /// and again by a pass. What they are now is brought, not what happened to them.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ListObjects { get; set; }

    /// <summary>The time between two polls; 5 seconds to 1 day. <c>Systems:&lt;name&gt;:Schedule</c> replaces it.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far behind the last poll the next one begins, since events appear late; 0 to 1 day.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollOverlap { get; set; } = TimeSpan.FromMinutes(5);

    internal bool IsLive =>
        ApiKey.StartsWith("sk_live_", StringComparison.Ordinal) || ApiKey.StartsWith("rk_live_", StringComparison.Ordinal);
}
