using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Salesforce.Internal.Mapping;

namespace Odoo.Connectors.Salesforce.Internal;

/// <summary>Says what to set; never repeats a value, since a credential may have been put in the wrong place.</summary>
internal sealed partial class SalesforceOptionsValidator : IValidateOptions<SalesforceOptions>
{
    private static readonly string[] Summary =
    [
        "Currency", nameof(AccountSummary.Mrr), nameof(AccountSummary.Balance), nameof(AccountSummary.Overdue), nameof(AccountSummary.LastPaymentOn),
        nameof(AccountSummary.LastPaymentAmount), nameof(AccountSummary.RenewsOn), "FailureCode", "FailureAmount", "FailureAttempt",
        nameof(CollectionFailure.FailedOn), nameof(CollectionFailure.NextAttemptOn),
    ];

    private static readonly string[] Standing =
        [nameof(AccountStanding.Status), nameof(AccountStanding.Since), nameof(AccountStanding.Step), nameof(AccountStanding.PromisedUntil)];

    private static readonly string[] Progress =
    [
        nameof(DealProgress.Contract), nameof(DealProgress.Status), nameof(DealProgress.ContractVersion), nameof(DealProgress.Terms), nameof(DealProgress.Mrr), nameof(DealProgress.EndsOn),
        nameof(DealProgress.RenewsOn), nameof(DealProgress.Amendment), nameof(DealProgress.AmendedOn), nameof(DealProgress.InvoiceNumber), nameof(DealProgress.InvoiceState), nameof(DealProgress.PaidOn),
        "FailureCode", "FailureAttempt", nameof(CollectionFailure.FailedOn), nameof(CollectionFailure.NextAttemptOn), nameof(DealProgress.DunningStep),
    ];

    public ValidateOptionsResult Validate(string? name, SalesforceOptions options)
    {
        List<string> problems = [];
        void Require(bool holds, string advice)
        {
            if (!holds)
            {
                problems.Add($"Salesforce '{name}': {advice}");
            }
        }

        Require(
            options.LoginUrl is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } url && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp),
            "set LoginUrl to the organisation's My Domain, such as https://acme.my.salesforce.com, without user name, query or fragment.");
        Require(!string.IsNullOrWhiteSpace(options.ClientId), "set ClientId to the consumer key of the connected app.");
        Require(
            !string.IsNullOrWhiteSpace(options.ClientSecret) != options.PrivateKey is not null,
            "set either ClientSecret to the consumer secret of the connected app, or PrivateKey to the key of its certificate.");
        Require(options.PrivateKey is null || JwtAssertion.IsKey(options.PrivateKey), "set PrivateKey to an unencrypted private RSA key in PEM.");
        Require(options.PrivateKey is null || !string.IsNullOrWhiteSpace(options.Username), "set Username to the user whom the login by PrivateKey acts for.");
        Require(options.Audience is null || Uri.TryCreate(options.Audience, UriKind.Absolute, out _), "set Audience to the address of a site, or leave it out.");
        Require(options.OrganizationId is null || SalesforceId.Normal(options.OrganizationId) is not null, "set OrganizationId to the organisation's id, which begins with 00D.");
        Require(options.WebhookSecrets.All(s => s.Length >= 16), "set WebhookSecrets to secrets of 16 characters at least.");
        Require(
            options.Streams.Concat(options.PlatformEventStreams.Values).All(s => RecordType.Streams.Contains(s, StringComparer.OrdinalIgnoreCase)),
            $"name only these in Streams and PlatformEventStreams: {string.Join(", ", RecordType.Streams)}.");
        Require(options.BulkPageSize is >= 1 and <= 50_000, "set BulkPageSize to 1 to 50,000.");
        Named(options.SummaryFields, nameof(options.SummaryFields), Summary);
        Named(options.StandingFields, nameof(options.StandingFields), Standing);
        Named(options.DealFields, nameof(options.DealFields), Progress);
        Require(IsField(options.ExternalIdField), "set ExternalIdField to the API name of an external id field of Account and Contact.");
        Require(options.MatchKeys.All(CustomerKeys.IsRule), "name only VatNumber, Website and fields of Customer.Custom in MatchKeys.");
        Require(
            options.MatchFields.All(f => options.MatchKeys.Contains(f.Key) && f.Key is not (nameof(Customer.VatNumber) or nameof(Customer.Website)) && IsField(f.Value)),
            "name only MatchKeys of Customer.Custom in MatchFields, each with the API name of a field of Account.");
        Require(options.PermissionSet is "" || IsField(options.PermissionSet), "set PermissionSet to the API name of a permission set, or to nothing.");
        Require(options.StartDateField is null || IsField(options.StartDateField), "set StartDateField to the API name of a date field of Opportunity, or leave it out.");
        Require(options.TermMonthsField is null || IsField(options.TermMonthsField), "set TermMonthsField to the API name of a number field of Opportunity, or leave it out.");
        Require(options.ContactCustomFields.All(IsField), "set ContactCustomFields to API names of fields of Contact.");
        Require(options.ProductCustomFields.All(IsField), "set ProductCustomFields to API names of fields of Product2.");
        Require(Version().IsMatch(options.ApiVersion ?? ""), "set ApiVersion to a version such as v66.0.");
        Require(IsField(options.BillingStatusField), "set BillingStatusField to the API name of a field of Account, such as Billing_Status__c.");
        Require(options.VatField is null || IsField(options.VatField), "set VatField to the API name of a field of Account, or leave it out.");
        Require(options.InvoicedToField is null || IsField(options.InvoicedToField), "set InvoicedToField to the API name of a lookup field of Account, or leave it out.");
        Require(options.AccountCustomFields.All(IsField), "set AccountCustomFields to API names of fields of Account.");
        Require(options.OpportunityCustomFields.All(IsField), "set OpportunityCustomFields to API names of fields of Opportunity.");
        Require(options.DefaultCurrency is null || Currency.TryParse(options.DefaultCurrency, out _), "set DefaultCurrency to an ISO 4217 code such as EUR, or leave it out.");
        Require(options.PollInterval > TimeSpan.Zero && options.PollInterval <= TimeSpan.FromDays(1), "set PollInterval to more than zero and at most one day.");
        Require(options.PollOverlap >= TimeSpan.Zero && options.PollOverlap <= TimeSpan.FromDays(1), "set PollOverlap to zero to one day.");
        Require(options.ServerTimeLimit >= TimeSpan.Zero && options.ServerTimeLimit <= TimeSpan.FromHours(1), "set ServerTimeLimit to zero or more and at most one hour.");
        Require(options.Timeout > TimeSpan.Zero && options.Timeout <= TimeSpan.FromHours(1), "set Timeout to more than zero and at most one hour.");
        Require(options.ReadRetries is >= 0 and <= 10, "set ReadRetries to 0 to 10.");
        Require(options.ReadRetryDelay >= TimeSpan.Zero && options.ReadRetryDelay <= TimeSpan.FromMinutes(1), "set ReadRetryDelay to zero to one minute.");
        string[] statuses = Enum.GetNames<ContractStatus>();
        Require(
            options.StatusValues.Keys.All(key => statuses.Contains(key, StringComparer.OrdinalIgnoreCase)),
            $"name only these in StatusValues: {string.Join(", ", statuses)}.");
        foreach (string status in statuses)
        {
            Require(options.StatusValues.TryGetValue(status, out string? text) && !string.IsNullOrWhiteSpace(text), $"set StatusValues:{status} to the text to write.");
        }

        void Named(IDictionary<string, string> fields, string option, string[] names) => Require(
            fields.All(f => names.Contains(f.Key, StringComparer.OrdinalIgnoreCase) && (string.IsNullOrEmpty(f.Value) || IsField(f.Value))),
            $"set {option} to API names of fields, by these names: {string.Join(", ", names)}.");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsField(string? field) => field is not null && Field().IsMatch(field);

    [GeneratedRegex(@"\Av[0-9]{2,3}\.0\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z")]
    private static partial Regex Field();
}
