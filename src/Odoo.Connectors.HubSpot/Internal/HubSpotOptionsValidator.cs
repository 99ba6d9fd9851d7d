using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal;

/// <summary>Says what to set; never repeats a value, since a credential may have been put in the wrong place.</summary>
internal sealed partial class HubSpotOptionsValidator : IValidateOptions<HubSpotOptions>
{
    public ValidateOptionsResult Validate(string? name, HubSpotOptions options)
    {
        List<string> problems = [];
        void Require(bool holds, string advice)
        {
            if (!holds)
            {
                problems.Add($"HubSpot '{name}': {advice}");
            }
        }

        Require(
            options.ApiBase is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } url && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp),
            "set ApiBase to an address such as https://api.hubapi.com, without user name, query or fragment.");
        Require(Version().IsMatch(options.ApiVersion ?? ""), "set ApiVersion to v3 or to a date such as 2026-03.");
        Require(options.PortalId > 0, "set PortalId to the account's Hub ID, which HubSpot shows beside the account's name.");
        Credentials(options, Require);
        Require(options.WebhookSecrets.All(s => !string.IsNullOrWhiteSpace(s)), "set WebhookSecrets to client secrets without empty ones.");
        Require(options.MaxBodyBytes is >= 1024 and <= 100 * 1024 * 1024, "set MaxBodyBytes to 1024 to 104857600.");
        Require(options.WonStages.All(s => !string.IsNullOrWhiteSpace(s)), "set WonStages to internal ids of stages without empty ones.");
        Require(options.DefaultCurrency is null || Currency.TryParse(options.DefaultCurrency, out _), "set DefaultCurrency to an ISO 4217 code such as EUR, or leave it out.");
        Require(options.VatProperty is null || IsProperty(options.VatProperty), "set VatProperty to the internal name of a property of companies, or leave it out.");
        Require(options.CompanyProperties.All(IsProperty), "set CompanyProperties to internal names of properties of companies.");
        Require(options.DealProperties.All(IsProperty), "set DealProperties to internal names of properties of deals.");
        Require(IsProperty(options.PropertyPrefix), "set PropertyPrefix to lower-case letters, digits and underscores, such as billing_.");
        Require(IsProperty(options.IdProperty), "set IdProperty to the internal name of a property, such as odoo_connectors_id.");
        Require(options.MatchKeys.All(CustomerKeys.IsRule), "name only VatNumber, Website and fields of Customer.Custom in MatchKeys.");
        Statuses(options, Require);
        Times(options, Require);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Credentials(HubSpotOptions options, Action<bool, string> require)
    {
        bool hasToken = !string.IsNullOrWhiteSpace(options.AccessToken);
        bool hasClient = !string.IsNullOrWhiteSpace(options.ClientId) && !string.IsNullOrWhiteSpace(options.ClientSecret) && !string.IsNullOrWhiteSpace(options.RefreshToken);
        require(hasToken != hasClient, "set either AccessToken (a private app), or ClientId, ClientSecret and RefreshToken (an OAuth app).");
        require(!hasToken || options.AccessToken!.All(c => c is > ' ' and < (char)127), "set AccessToken to the token alone, without blanks or line ends.");
        require(options.TokenPath is { Length: > 1 } path && path[0] == '/' && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-'), "set TokenPath to a path such as /oauth/v1/token.");
        require(options.RefreshTokenFile is null || !string.IsNullOrWhiteSpace(options.RefreshTokenFile), "set RefreshTokenFile to the path of a file, or leave it out.");
    }

    private static void Statuses(HubSpotOptions options, Action<bool, string> require)
    {
        string[] statuses = Enum.GetNames<ContractStatus>();
        require(options.StatusValues.Keys.All(key => statuses.Contains(key, StringComparer.OrdinalIgnoreCase)), $"name only these in StatusValues: {string.Join(", ", statuses)}.");
        foreach (string status in statuses)
        {
            require(options.StatusValues.TryGetValue(status, out string? text) && !string.IsNullOrWhiteSpace(text), $"set StatusValues:{status} to the value to write.");
        }
    }

    private static void Times(HubSpotOptions options, Action<bool, string> require)
    {
        TimeSpan hour = TimeSpan.FromHours(1), day = TimeSpan.FromDays(1);
        require(options.PollInterval > TimeSpan.Zero && options.PollInterval <= day, "set PollInterval to more than zero and at most one day.");
        require(options.PollOverlap >= TimeSpan.Zero && options.PollOverlap <= day, "set PollOverlap to zero to one day.");
        require(options.ArchivedInterval > TimeSpan.Zero && options.ArchivedInterval <= TimeSpan.FromDays(30), "set ArchivedInterval to more than zero and at most 30 days.");
        require(options.SearchesPerSecond is >= 0.1 and <= 100, "set SearchesPerSecond to 0.1 to 100.");
        require(options.Timeout > TimeSpan.Zero && options.Timeout <= hour, "set Timeout to more than zero and at most one hour.");
        require(options.ServerTimeLimit >= TimeSpan.Zero && options.ServerTimeLimit <= hour, "set ServerTimeLimit to zero or more and at most one hour.");
        require(options.ReadRetries is >= 0 and <= 10, "set ReadRetries to 0 to 10.");
        require(options.ReadRetryDelay >= TimeSpan.Zero && options.ReadRetryDelay <= TimeSpan.FromMinutes(1), "set ReadRetryDelay to zero to one minute.");
    }

    private static bool IsProperty(string? property) => property is not null && Property().IsMatch(property);

    [GeneratedRegex(@"\A(v3|20[0-9]{2}-(0[1-9]|1[0-2]))\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,99}\z")]
    private static partial Regex Property();
}
