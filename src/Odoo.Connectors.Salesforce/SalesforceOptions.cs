using System.Diagnostics;

namespace Odoo.Connectors.Salesforce;

/// <summary>
/// How one connected system reaches one Salesforce organisation. Validated when the host starts; a changed configuration
/// (a rotated secret) is used from the next call on.
/// </summary>
public sealed class SalesforceOptions
{
    /// <summary>The organisation's My Domain, absolute http or https. <c>login.salesforce.com</c> does not serve this login.</summary>
    /// <value>There is no default. Example: <c>https://acme.my.salesforce.com</c>.</value>
    public Uri? LoginUrl { get; set; }

    /// <summary>The consumer key of the connected app, which needs the client credentials flow and a "Run As" user. Required.</summary>
    /// <value>The default is empty.</value>
    public string ClientId { get; set; } = "";

    /// <summary>The consumer secret of the connected app. Required; never printed, logged or traced.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// Whether this is a production organisation. Unset, Salesforce is asked; a Developer Edition says it is no sandbox, so set
    /// this to false where one stands beside test systems.
    /// </summary>
    /// <value>The default is <see langword="null"/>: Salesforce is asked.</value>
    public bool? IsLive { get; set; }

    /// <summary>The version of the REST API.</summary>
    /// <value>The default is <c>v66.0</c>.</value>
    public string ApiVersion { get; set; } = "v66.0";

    /// <summary>The field of Account that the billing status is written to: a text or a picklist with the <see cref="StatusValues"/>.</summary>
    /// <value>The default is <c>Billing_Status__c</c>.</value>
    public string BillingStatusField { get; set; } = "Billing_Status__c";

    /// <summary>The field of Account that holds the VAT number with its country prefix, for example <c>VAT_Number__c</c>.</summary>
    /// <value>The default is <see langword="null"/>: no VAT number is read.</value>
    public string? VatField { get; set; }

    /// <summary>
    /// Fields of Account to read beyond the standard ones; they travel in the customer's custom fields. Name
    /// <c>BillingCountryCode</c> here where state and country picklists are on: it then decides the country.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> AccountCustomFields { get; } = [];

    /// <summary>Fields of Opportunity to read beyond the standard ones; they travel in the deal's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> OpportunityCustomFields { get; } = [];

    /// <summary>The currency of an organisation with a single one, which has no field <c>CurrencyIsoCode</c>, for example <c>EUR</c>.</summary>
    /// <value>The default is <see langword="null"/>: each opportunity names its currency.</value>
    public string? DefaultCurrency { get; set; }

    /// <summary>How long to wait between polls.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How far behind the last record seen a poll starts, so that transactions committed late are not missed.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollOverlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The first poll ever takes records changed since then.</summary>
    /// <value>The default is <see langword="null"/>: it takes all accounts and all won opportunities.</value>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>The text written for each status, by the names <c>Pending</c>, <c>Active</c>, <c>PastDue</c>, <c>Paused</c> and <c>Ended</c>.</summary>
    /// <value>The defaults are <c>Pending</c>, <c>Active</c>, <c>Past Due</c>, <c>Paused</c> and <c>Ended</c>.</value>
    public IDictionary<string, string> StatusValues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Pending"] = "Pending",
        ["Active"] = "Active",
        ["PastDue"] = "Past Due",
        ["Paused"] = "Paused",
        ["Ended"] = "Ended",
    };

    /// <summary>The longest a call may take, login and retries included.</summary>
    /// <value>The default is 100 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long Salesforce may still be at work on a write whose answer was lost. A status is not sent again before, nor is a later
    /// one of the same account: the lost one could be stored after it.
    /// </summary>
    /// <value>The default is 10 minutes, Salesforce's limit of one call.</value>
    public TimeSpan ServerTimeLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a read is tried again after a transient fault, 0 to 10. Writes and logins are never tried again.</summary>
    /// <value>The default is 2, that is three attempts in all.</value>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The base of the exponential, jittered wait between two attempts of a read.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(SalesforceOptions);
}
