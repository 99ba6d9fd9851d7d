using System.Diagnostics;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce;

/// <summary>
/// How one connected system reaches one Salesforce organisation. Validated when the host starts; a changed configuration
/// (a rotated secret) is used from the next call on.
/// </summary>
public sealed class SalesforceOptions
{
    /// <summary>
    /// The organisation's My Domain, absolute http or https. <c>login.salesforce.com</c> does not serve the login by <see cref="ClientSecret"/>.
    /// </summary>
    /// <value>There is no default. Example: <c>https://acme.my.salesforce.com</c>.</value>
    public Uri? LoginUrl { get; set; }

    /// <summary>The consumer key of the connected app, which needs the flow of the login and the user it acts for. Required.</summary>
    /// <value>The default is empty.</value>
    public string ClientId { get; set; } = "";

    /// <summary>
    /// The consumer secret of the connected app, for the client credentials flow. Required unless <see cref="PrivateKey"/> is set; never
    /// printed, logged or traced.
    /// </summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// The private RSA key of the connected app's certificate, in PEM: the login is by JWT bearer instead of by secret. Never printed, logged or
    /// traced.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the login is by <see cref="ClientSecret"/>.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKey { get; set; }

    /// <summary>The user whom a login by <see cref="PrivateKey"/> acts for; the app must be pre-authorised for that user.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Username { get; set; }

    /// <summary>Whom a login by <see cref="PrivateKey"/> is addressed to, where it is an Experience Cloud site.</summary>
    /// <value>
    /// The default is <see langword="null"/>: <c>https://test.salesforce.com</c> for a sandbox's <see cref="LoginUrl"/>, else
    /// <c>https://login.salesforce.com</c>.
    /// </value>
    public string? Audience { get; set; }

    /// <summary>
    /// The id of the organisation, 15 or 18 characters. A login of another one is refused before anything is sent with it, and so are outbound
    /// messages of another one.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the first login decides, until the process ends; what the store knows decides afterwards.</value>
    public string? OrganizationId { get; set; }

    /// <summary>
    /// Whether this is a production organisation. Unset, Salesforce is asked; a Developer Edition says it is no sandbox, so set
    /// this to false where one stands beside test systems. A sandbox is refused where this is true.
    /// </summary>
    /// <value>The default is <see langword="null"/>: Salesforce is asked.</value>
    public bool? IsLive { get; set; }

    /// <summary>The version of the REST API.</summary>
    /// <value>The default is <c>v66.0</c>.</value>
    public string ApiVersion { get; set; } = "v66.0";

    /// <summary>What is polled and passed over: <c>accounts</c>, <c>contacts</c>, <c>products</c>, <c>opportunities</c> and <c>lines</c>.</summary>
    /// <value>The default is empty: accounts, opportunities and lines, so that no persons come in whom nobody asked for.</value>
    public IList<string> Streams { get; } = [];

    /// <summary>
    /// The secrets that the webhook's address may end in, for outbound messages and for the events that the host hands in. Two are in force
    /// while one is replaced. Never printed, logged or traced.
    /// </summary>
    /// <value>The default is empty: no webhooks are taken.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>The stream that each platform event makes due, by the event's API name, such as <c>Deal_Signed__e</c>.</summary>
    /// <value>The default is empty: platform events are accepted and forgotten.</value>
    public IDictionary<string, string> PlatformEventStreams { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a pass over everything reads by query jobs of the Bulk API 2.0. Passes from an instant and polls never do.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool BulkBackfill { get; set; } = true;

    /// <summary>How many records of a query job's results one page has, 1 to 50,000.</summary>
    /// <value>The default is 2,000.</value>
    public int BulkPageSize { get; set; } = 2000;

    /// <summary>The field of Account that the billing status is written to: a text or a picklist with the <see cref="StatusValues"/>.</summary>
    /// <value>The default is <c>Billing_Status__c</c>.</value>
    public string BillingStatusField { get; set; } = "Billing_Status__c";

    /// <summary>
    /// The fields of Account that an account's summary is written to, by the names <c>Currency</c>, <c>Mrr</c>, <c>Balance</c>, <c>Overdue</c>,
    /// <c>LastPaymentOn</c>, <c>LastPaymentAmount</c> and <c>RenewsOn</c>, and what could not be collected by <c>FailureCode</c>, <c>FailureAmount</c>,
    /// <c>FailureAttempt</c>, <c>FailedOn</c> and <c>NextAttemptOn</c>; an empty one is not written. The status goes to
    /// <see cref="BillingStatusField"/>.
    /// </summary>
    /// <value>The defaults begin with <c>Billing_</c>.</value>
    public IDictionary<string, string> SummaryFields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Currency"] = "Billing_Currency__c",
        ["Mrr"] = "Billing_MRR__c",
        ["Balance"] = "Billing_Balance__c",
        ["Overdue"] = "Billing_Overdue__c",
        ["LastPaymentOn"] = "Billing_Last_Payment_On__c",
        ["LastPaymentAmount"] = "Billing_Last_Payment__c",
        ["RenewsOn"] = "Billing_Renews_On__c",
        ["FailureCode"] = "Billing_Failure_Code__c",
        ["FailureAmount"] = "Billing_Failure_Amount__c",
        ["FailureAttempt"] = "Billing_Failure_Attempt__c",
        ["FailedOn"] = "Billing_Failed_On__c",
        ["NextAttemptOn"] = "Billing_Next_Attempt_On__c",
    };

    /// <summary>
    /// The fields of Account that its standing is written to, where collections are set up, by the names <c>Status</c>, <c>Since</c>, <c>Step</c> and
    /// <c>PromisedUntil</c>; an empty one is not written. The status is <c>Active</c>, <c>PastDue</c>, <c>Suspended</c> or <c>Cancelled</c>.
    /// </summary>
    /// <value>The defaults begin with <c>Billing_</c>.</value>
    public IDictionary<string, string> StandingFields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Status"] = "Billing_Standing__c",
        ["Since"] = "Billing_Standing_Since__c",
        ["Step"] = "Billing_Dunning_Step__c",
        ["PromisedUntil"] = "Billing_Promised_Until__c",
    };

    /// <summary>
    /// The fields of Opportunity that a deal's progress is written to, by the names <c>Contract</c>, <c>Status</c>, <c>ContractVersion</c>,
    /// <c>Terms</c>, <c>Mrr</c>, <c>EndsOn</c>, <c>RenewsOn</c>, <c>Amendment</c>, <c>AmendedOn</c>, <c>InvoiceNumber</c>,
    /// <c>InvoiceState</c> and <c>PaidOn</c>, what of that invoice could not be collected by <c>FailureCode</c>, <c>FailureAttempt</c>, <c>FailedOn</c> and
    /// <c>NextAttemptOn</c>, and by <c>DunningStep</c> where collections are set up; an empty one is not written.
    /// </summary>
    /// <value>The defaults begin with <c>Billing_</c>.</value>
    public IDictionary<string, string> DealFields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Contract"] = "Billing_Contract__c",
        ["Status"] = "Billing_Status__c",
        ["ContractVersion"] = "Billing_Contract_Version__c",
        ["Terms"] = "Billing_Terms__c",
        ["Mrr"] = "Billing_MRR__c",
        ["EndsOn"] = "Billing_Ends_On__c",
        ["RenewsOn"] = "Billing_Renews_On__c",
        ["Amendment"] = "Billing_Amendment__c",
        ["AmendedOn"] = "Billing_Amended_On__c",
        ["InvoiceNumber"] = "Billing_Invoice__c",
        ["InvoiceState"] = "Billing_Invoice_State__c",
        ["PaidOn"] = "Billing_Paid_On__c",
        ["FailureCode"] = "Billing_Failure_Code__c",
        ["FailureAttempt"] = "Billing_Failure_Attempt__c",
        ["FailedOn"] = "Billing_Failed_On__c",
        ["NextAttemptOn"] = "Billing_Next_Attempt_On__c",
        ["DunningStep"] = "Billing_Dunning_Step__c",
    };

    /// <summary>The external id field of Account and Contact by which customers and contacts that are mastered elsewhere are found again.</summary>
    /// <value>The default is <c>Connectors_Id__c</c>.</value>
    public string ExternalIdField { get; set; } = "Connectors_Id__c";

    /// <summary>
    /// By what a customer that is about to be made is known to be one that another event is making, or an account that is there, the strongest first:
    /// <c>VatNumber</c> (in <see cref="VatField"/>), <c>Website</c> (its domain), or the name of a field in <c>Customer.Custom</c> (in that of
    /// <see cref="MatchFields"/>).
    /// </summary>
    /// <value>The default is empty, which stands for <c>VatNumber</c> and <c>Website</c>.</value>
    public IList<string> MatchKeys { get; } = [];

    /// <summary>
    /// The text fields of Account that hold those of the <see cref="MatchKeys"/> that are fields of <c>Customer.Custom</c>, by their names, for example
    /// <c>registry</c> in <c>Registry_Number__c</c>.
    /// </summary>
    /// <value>The default is empty: accounts that are there are looked up by VAT number and domain only.</value>
    public IDictionary<string, string> MatchFields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Domains that say nothing about who a customer is.</summary>
    /// <value>The default is some where anybody has a page, such as <c>facebook.com</c>.</value>
    public IList<string> SharedDomains { get; } = ["facebook.com", "linkedin.com", "instagram.com", "google.com", "wordpress.com", "wixsite.com"];

    /// <summary>
    /// The API name of the permission set by which set-up gives the integration user access to the fields that are written; it is made and assigned
    /// where it is missing.
    /// </summary>
    /// <value>The default is <c>Odoo_Connectors</c>; empty: access is given by hand.</value>
    public string PermissionSet { get; set; } = "Odoo_Connectors";

    /// <summary>
    /// Whether the parts that contacts have at their accounts are read and written (<c>AccountContactRelation</c>). The organisation needs Contacts to
    /// Multiple Accounts for it.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AccountContactRoles { get; set; }

    /// <summary>Whether records are written although a duplicate rule that only alerts found one like them.</summary>
    /// <value>The default is <see langword="false"/>: such a record is a case.</value>
    public bool AllowDuplicates { get; set; }

    /// <summary>The field of Account that holds the VAT number with its country prefix, for example <c>VAT_Number__c</c>.</summary>
    /// <value>The default is <see langword="null"/>: no VAT number is read.</value>
    public string? VatField { get; set; }

    /// <summary>
    /// The field of Account that looks up the account that is invoiced for it, for example <c>Invoiced_To__c</c>. Contracts of such an account are its
    /// own; their invoices are the other one's.
    /// </summary>
    /// <value>The default is <see langword="null"/>: every account is invoiced itself.</value>
    public string? InvoicedToField { get; set; }

    /// <summary>
    /// Fields of Account to read beyond the standard ones; they travel in the customer's custom fields. Name
    /// <c>BillingCountryCode</c> here where state and country picklists are on: it then decides the country.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> AccountCustomFields { get; } = [];

    /// <summary>Fields of Opportunity to read beyond the standard ones; they travel in the deal's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> OpportunityCustomFields { get; } = [];

    /// <summary>Fields of Contact to read beyond the standard ones; they travel in the contact's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> ContactCustomFields { get; } = [];

    /// <summary>Fields of Product2 to read beyond the standard ones; they travel in the product's custom fields.</summary>
    /// <value>The default is empty.</value>
    public IList<string> ProductCustomFields { get; } = [];

    /// <summary>The date field of Opportunity that holds the first day of what was agreed.</summary>
    /// <value>The default is <see langword="null"/>: it is not read.</value>
    public string? StartDateField { get; set; }

    /// <summary>The number field of Opportunity that holds the term in months.</summary>
    /// <value>The default is <see langword="null"/>: it is not read.</value>
    public string? TermMonthsField { get; set; }

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
    /// <value>The default is <see langword="null"/>: it takes everything.</value>
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

    internal IReadOnlyList<string> StreamNames => Streams.Count == 0
        ? RecordType.UsualStreams
        : [.. RecordType.Streams.Where(s => Streams.Contains(s, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(SalesforceOptions);
}
