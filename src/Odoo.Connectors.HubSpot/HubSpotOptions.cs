using System.Diagnostics;

namespace Odoo.Connectors.HubSpot;

/// <summary>
/// How one connected system reaches one HubSpot account. Validated when the host starts; a changed configuration (a rotated token or
/// webhook secret) is used from the next call on.
/// </summary>
public sealed class HubSpotOptions
{
    /// <summary>The address of the API, absolute http or https.</summary>
    /// <value>The default is <c>https://api.hubapi.com</c>.</value>
    public Uri ApiBase { get; set; } = new("https://api.hubapi.com");

    /// <summary>The version of the API: <c>v3</c> for the classic paths, or a date such as <c>2026-03</c>.</summary>
    /// <value>The default is <c>v3</c>.</value>
    public string ApiVersion { get; set; } = "v3";

    /// <summary>The account's id (portal id, Hub ID). Credentials and webhooks of any other are refused. Required.</summary>
    /// <value>There is no default. Example: <c>62515</c>.</value>
    public long? PortalId { get; set; }

    /// <summary>
    /// Whether the account is a production account. Unset, HubSpot is asked. True refuses sandboxes, developer and test accounts; false
    /// lets a standard account count as a test one.
    /// </summary>
    /// <value>The default is <see langword="null"/>: HubSpot is asked.</value>
    public bool? IsLive { get; set; }

    /// <summary>The token of a private app. Set this, or the OAuth client and its refresh token. Never printed, logged or traced.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AccessToken { get; set; }

    /// <summary>The client id of an OAuth app.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? ClientId { get; set; }

    /// <summary>The client secret of an OAuth app. Never printed, logged or traced.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ClientSecret { get; set; }

    /// <summary>The refresh token that the account's authorisation gave. Never printed, logged or traced.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? RefreshToken { get; set; }

    /// <summary>
    /// A file, readable by this process alone, that keeps a refresh token which HubSpot replaced. Not used where an
    /// <see cref="IHubSpotTokenStore"/> is registered.
    /// </summary>
    /// <value>The default is <see langword="null"/>: a replaced token lives as long as the process, and a warning is logged.</value>
    public string? RefreshTokenFile { get; set; }

    /// <summary>The path of the OAuth token endpoint.</summary>
    /// <value>The default is <c>/oauth/v1/token</c>.</value>
    public string TokenPath { get; set; } = "/oauth/v1/token";

    /// <summary>
    /// The client secrets of the app that sends webhooks; any of them is accepted. Add the new one, rotate in HubSpot, remove the old.
    /// </summary>
    /// <value>The default is empty: webhooks are refused.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>
    /// Whether a webhook may carry the signature of version 1 alone, as private apps are documented to send. It covers neither address
    /// nor time: a request can be replayed.
    /// </summary>
    /// <value>The default is <see langword="false"/>: version 3 is required.</value>
    public bool AcceptSignatureV1 { get; set; }

    /// <summary>The largest webhook taken, in bytes.</summary>
    /// <value>The default is 1 MiB.</value>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The internal ids of stages that mean won, for accounts whose deals have no <c>hs_is_closed_won</c>.</summary>
    /// <value>The default is empty: <c>closedwon</c> of the default pipeline.</value>
    public IList<string> WonStages { get; } = [];

    /// <summary>The currency of accounts with a single one, whose deals have no <c>deal_currency_code</c>, for example <c>EUR</c>.</summary>
    /// <value>The default is <see langword="null"/>: the account's own currency.</value>
    public string? DefaultCurrency { get; set; }

    /// <summary>The property of companies that holds the VAT number with its country prefix, for example <c>vat_number</c>.</summary>
    /// <value>The default is <see langword="null"/>: no VAT number is read.</value>
    public string? VatProperty { get; set; }

    /// <summary>Properties of companies to read beyond the standard ones; they travel in the customer's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> CompanyProperties { get; } = [];

    /// <summary>Properties of deals to read beyond the standard ones; they travel in the deal's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> DealProperties { get; } = [];

    /// <summary>What the names of the properties that are written begin with; the set-up command makes them.</summary>
    /// <value>The default is <c>billing_</c>: <c>billing_status</c>, <c>billing_mrr</c> and so on.</value>
    public string PropertyPrefix { get; set; } = "billing_";

    /// <summary>
    /// The property of companies and contacts, unique by its definition, by which records that we make are found again. The set-up
    /// command makes it: HubSpot cannot make a property unique later.
    /// </summary>
    /// <value>The default is <c>odoo_connectors_id</c>.</value>
    public string IdProperty { get; set; } = "odoo_connectors_id";

    /// <summary>
    /// By what a customer that is about to be made is known to be one that another event is making, or a company that is there, the strongest
    /// first: <c>VatNumber</c>, <c>Website</c> (its domain), or the name of a field in <c>Customer.Custom</c>. Companies that are there are
    /// found by a VAT number where <see cref="VatProperty"/> is set, and by a field that <see cref="CompanyProperties"/> names too.
    /// </summary>
    /// <value>The default is empty, which stands for <c>VatNumber</c> and <c>Website</c>.</value>
    public IList<string> MatchKeys { get; } = [];

    /// <summary>Domains that say nothing about who a customer is.</summary>
    /// <value>The default is some where anybody has a page, such as <c>facebook.com</c>.</value>
    public IList<string> SharedDomains { get; } = ["facebook.com", "linkedin.com", "instagram.com", "google.com", "wordpress.com", "wixsite.com"];

    /// <summary>The value written for each status, by the names <c>Pending</c>, <c>Active</c>, <c>PastDue</c>, <c>Paused</c> and <c>Ended</c>.</summary>
    /// <value>The defaults are <c>pending</c>, <c>active</c>, <c>past_due</c>, <c>paused</c> and <c>ended</c>.</value>
    public IDictionary<string, string> StatusValues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Pending"] = "pending",
        ["Active"] = "active",
        ["PastDue"] = "past_due",
        ["Paused"] = "paused",
        ["Ended"] = "ended",
    };

    /// <summary>How long to wait between polls.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How far behind the last record seen a poll starts: HubSpot's search shows changes late.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollOverlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the lists of archived records are read for deletions that no webhook told of.</summary>
    /// <value>The default is 1 hour.</value>
    public TimeSpan ArchivedInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The first poll ever takes records changed since then.</summary>
    /// <value>The default is <see langword="null"/>: it takes everything.</value>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>How many searches a second are made at most. HubSpot allows 5 for all apps of an account together.</summary>
    /// <value>The default is 4.</value>
    public double SearchesPerSecond { get; set; } = 4;

    /// <summary>The longest a call may take, renewal of the token and retries included.</summary>
    /// <value>The default is 100 seconds, HubSpot's own limit.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long HubSpot may still be at work on a write whose answer was lost. It is not sent again before, nor is a later one of the
    /// same record: the lost one could be stored after it.
    /// </summary>
    /// <value>The default is 2 minutes.</value>
    public TimeSpan ServerTimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a read is tried again after a transient fault, 0 to 10. Writes and renewals of the token never are.</summary>
    /// <value>The default is 2, that is three attempts in all.</value>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The base of the exponential, jittered wait between two attempts of a read.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(HubSpotOptions);
}
