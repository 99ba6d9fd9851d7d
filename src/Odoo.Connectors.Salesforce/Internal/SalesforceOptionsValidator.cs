using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal;

/// <summary>Says what to set; never repeats a value, since a credential may have been put in the wrong place.</summary>
internal sealed partial class SalesforceOptionsValidator : IValidateOptions<SalesforceOptions>
{
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
        Require(!string.IsNullOrWhiteSpace(options.ClientSecret), "set ClientSecret to the consumer secret of the connected app.");
        Require(Version().IsMatch(options.ApiVersion ?? ""), "set ApiVersion to a version such as v66.0.");
        Require(IsField(options.BillingStatusField), "set BillingStatusField to the API name of a field of Account, such as Billing_Status__c.");
        Require(options.VatField is null || IsField(options.VatField), "set VatField to the API name of a field of Account, or leave it out.");
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

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsField(string? field) => field is not null && Field().IsMatch(field);

    [GeneratedRegex(@"\Av[0-9]{2,3}\.0\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z")]
    private static partial Regex Field();
}
