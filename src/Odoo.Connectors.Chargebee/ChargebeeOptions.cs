using System.Diagnostics;

namespace Odoo.Connectors.Chargebee;

/// <summary>
/// How one connected system reaches one Chargebee site. Bound from <c>Systems:&lt;name&gt;</c> and validated when the host starts; a rotated
/// key or password in a configuration that reloads is used from the next call on.
/// </summary>
public sealed class ChargebeeOptions
{
    /// <summary>The name of the site, the first part of its address: <c>acme</c> or <c>acme-test</c>. Required.</summary>
    /// <value>The default is empty.</value>
    public string Site { get; set; } = "";

    /// <summary>
    /// Whether the site is a live one. Unset, its name tells: test sites end in <c>-test</c>. True refuses a test site, false a live one.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the name of the site tells.</value>
    public bool? IsLive { get; set; }

    /// <summary>The API key of the site; a read-only key is enough where nothing is written to it. Required; never printed, logged or traced.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiKey { get; set; } = "";

    /// <summary>The address of the API, absolute, without <c>/api/v2</c>. A live site is reached over https only.</summary>
    /// <value>The default is <see langword="null"/>: <c>https://&lt;site&gt;.chargebee.com</c>.</value>
    public Uri? ApiBase { get; set; }

    /// <summary>
    /// The users that a webhook may come from; any of them is accepted. Add the new one, change it in Chargebee, remove the old one.
    /// </summary>
    /// <value>The default is empty: webhooks are refused.</value>
    public IList<ChargebeeWebhookUser> WebhookUsers { get; } = [];

    /// <summary>The largest webhook taken, 1 KiB to 16 MiB.</summary>
    /// <value>The default is 1 MiB.</value>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The configured name of the CRM whose ids stand in Chargebee, for example <c>salesforce</c>.</summary>
    /// <value>The default is <see langword="null"/>: no links to a CRM.</value>
    public string? CrmSystem { get; set; }

    /// <summary>Where a customer holds the CRM's account id: a custom field (<c>cf_…</c>), else a key of its <c>meta_data</c>.</summary>
    /// <value>The default is <c>cf_crm_account_id</c>.</value>
    public string CustomerField { get; set; } = "cf_crm_account_id";

    /// <summary>Where a subscription holds the CRM's deal id: a custom field (<c>cf_…</c>), else a key of its <c>meta_data</c>.</summary>
    /// <value>The default is <c>crm_opportunity_id</c>.</value>
    public string DealField { get; set; } = "crm_opportunity_id";

    /// <summary>
    /// Further custom fields (<c>cf_…</c>) that tell a customer that is there already, by the custom field of the same name of the customer to be
    /// made. Chargebee's support makes fields searchable.
    /// </summary>
    /// <value>The default is empty: customers are looked for by <see cref="CustomerField"/>.</value>
    public IList<string> MatchKeys { get; } = [];

    /// <summary>
    /// The item prices that products of deals are sold at, by product code; more exactly by code and currency (<c>SEAT|EUR</c>) or code, currency
    /// and period (<c>SEAT|EUR|P1M</c>). A product that is not named is looked for: the active item price whose id, or whose item's id, is its code.
    /// </summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, string> ItemPrices { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether new customers and subscriptions are charged automatically; false for those that pay by transfer.</summary>
    /// <value>The default is <see langword="null"/>: as the site has it.</value>
    public bool? AutoCollection { get; set; }

    /// <summary>What becomes of a subscription when the term that its deal agreed on is over.</summary>
    /// <value>The default is <see cref="ChargebeeTermEnd.End"/>.</value>
    public ChargebeeTermEnd AtTermEnd { get; set; }

    /// <summary>What a customer gets back of the current period when a subscription is ended at once.</summary>
    /// <value>The default is <see cref="ChargebeeCancellationCredit.None"/>.</value>
    public ChargebeeCancellationCredit CreditOnCancellation { get; set; }

    /// <summary>How recorded payments came in: <c>bank_transfer</c>, <c>cash</c>, <c>check</c> or <c>other</c>.</summary>
    /// <value>The default is <c>bank_transfer</c>.</value>
    public string OfflinePaymentMethod { get; set; } = "bank_transfer";

    /// <summary>
    /// The reason of credit notes that were issued elsewhere and are imported: one of the site's reason codes for credit notes (Settings, Configure
    /// Chargebee, Reason Codes).
    /// </summary>
    /// <value>The default is <c>Other</c>.</value>
    public string CreditNoteReason { get; set; } = "Other";

    /// <summary>The time zone of the site (IANA), in which the first day of a subscription begins.</summary>
    /// <value>The default is <c>UTC</c>.</value>
    public string SiteTimeZone { get; set; } = "UTC";

    /// <summary>
    /// Further fields that travel as custom fields of customers, products, contracts and invoices: fields of the record (<c>cf_region</c>,
    /// <c>po_number</c>), else keys of its <c>meta_data</c>.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> CustomFields { get; } = [];

    /// <summary>
    /// How many decimals Chargebee's whole numbers have, by currency, 0 or 2, for currencies that are not known here or that a site has
    /// otherwise: <c>ISK</c> to 0.
    /// </summary>
    /// <value>The default is empty: CLP, JPY, KRW, VND, XAF and XOF have none, currencies of two or three decimals have two.</value>
    public IDictionary<string, int> CurrencyDecimals { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The product code of the line that a rounded total becomes.</summary>
    /// <value>The default is <c>round-off</c>.</value>
    public string RoundOffProduct { get; set; } = "round-off";

    /// <summary>
    /// Whether the site's events are read too: instead of webhooks, or beside them to catch up what was not delivered. An event that comes
    /// both ways is taken once.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool PollEvents { get; set; } = true;

    /// <summary>The time between two polls; 5 seconds to 1 day. <c>Systems:&lt;name&gt;:Schedule</c> replaces it.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far behind the last poll the next one begins, since changes show late; 2 seconds to 1 day.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan PollOverlap { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first poll ever takes what changed since then.</summary>
    /// <value>The default is <see langword="null"/>: it takes everything.</value>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>The longest a call may take, retries included; 1 second to 10 minutes.</summary>
    /// <value>The default is 80 seconds, as Chargebee's own libraries have it.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(80);

    /// <summary>How long Chargebee may still be at work on a write whose answer was lost; what became of it is looked at after that. 0 to 1 hour.</summary>
    /// <value>The default is 2 minutes.</value>
    public TimeSpan ServerTimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a read is tried again after a transient fault, 0 to 10. A rate limit is not waited for here.</summary>
    /// <value>The default is 2, that is three attempts in all.</value>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The base of the exponential, jittered wait between two attempts, up to 1 minute.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    internal bool IsTestSite => Site?.EndsWith("-test", StringComparison.Ordinal) is true;

    internal Uri Address => ApiBase ?? new Uri($"https://{Site}.chargebee.com");

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(ChargebeeOptions);
}
