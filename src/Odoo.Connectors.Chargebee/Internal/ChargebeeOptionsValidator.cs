using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal;

/// <summary>Names the setting that is wrong and says what to set, never a value: a credential may have been put in the wrong place.</summary>
internal sealed partial class ChargebeeOptionsValidator : IValidateOptions<ChargebeeOptions>
{
    public ValidateOptionsResult Validate(string? name, ChargebeeOptions options)
    {
        List<string> problems = [];
        void Require(bool holds, string setting, string demand)
        {
            if (!holds)
            {
                problems.Add($"Systems:{name}:{setting} {demand}.");
            }
        }

        Connection(options, Require);
        for (int i = 0; i < options.WebhookUsers.Count; i++)
        {
            ChargebeeWebhookUser user = options.WebhookUsers[i];
            Require(
                !string.IsNullOrWhiteSpace(user.User) && !user.User.Contains(':', StringComparison.Ordinal), $"{nameof(options.WebhookUsers)}:{i}:{nameof(user.User)}",
                "must be a user name without a colon");
            Require(!string.IsNullOrEmpty(user.Password), $"{nameof(options.WebhookUsers)}:{i}:{nameof(user.Password)}", "must be the password of the webhook in Chargebee");
        }

        Require(options.MaxBodyBytes is >= 1024 and <= 16 * 1024 * 1024, nameof(options.MaxBodyBytes), "must be from 1024 to 16777216");
        Fields(name, options, Require);
        Writes(options, Require);
        Times(options, Require);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Connection(ChargebeeOptions options, Action<bool, string, string> require)
    {
        require(Sites().IsMatch(options.Site ?? ""), nameof(options.Site), "must be the first part of the site's address, such as acme or acme-test");
        require(options.IsLive is null || options.IsLive != options.IsTestSite, nameof(options.IsLive), "contradicts the name of the site: test sites end in -test, live ones do not");
        require(
            !string.IsNullOrEmpty(options.ApiKey) && options.ApiKey.All(c => c is > ' ' and < (char)127 and not ':'), nameof(options.ApiKey), "must be an API key of the site, without blanks");
        require(
            options.ApiBase is null || (options.ApiBase is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } url && url.Scheme is "http" or "https"),
            nameof(options.ApiBase), "must be an absolute http or https address without user name, query or fragment");
        require(options.ApiBase is not { IsAbsoluteUri: true, Scheme: "http" } || options.IsTestSite, nameof(options.ApiBase), "must be https where the site is a live one");
    }

    private static void Fields(string? name, ChargebeeOptions options, Action<bool, string, string> require)
    {
        require(options.CrmSystem is null || (options.CrmSystem.Length > 0 && options.CrmSystem != name), nameof(options.CrmSystem), "must be the configured name of another system, or left out");
        require(!string.IsNullOrWhiteSpace(options.CustomerField), nameof(options.CustomerField), "must not be empty");
        require(!string.IsNullOrWhiteSpace(options.DealField), nameof(options.DealField), "must not be empty");
        require(options.CustomFields.All(f => !string.IsNullOrWhiteSpace(f)), nameof(options.CustomFields), "must not hold an empty name");
        require(!string.IsNullOrWhiteSpace(options.RoundOffProduct), nameof(options.RoundOffProduct), "must not be empty");
        foreach ((string code, int decimals) in options.CurrencyDecimals)
        {
            require(Currency.TryParse(code, out _) && decimals is 0 or 2, $"{nameof(options.CurrencyDecimals)}:{code}", "must be 0 or 2, for a currency of ISO 4217");
        }
    }

    private static void Writes(ChargebeeOptions options, Action<bool, string, string> require)
    {
        require(options.MatchKeys.All(k => k?.StartsWith("cf_", StringComparison.Ordinal) is true), nameof(options.MatchKeys), "must be custom fields, which begin with cf_: Chargebee is searched by nothing else");
        foreach ((string product, string price) in options.ItemPrices)
        {
            require(!string.IsNullOrWhiteSpace(product) && !string.IsNullOrWhiteSpace(price), $"{nameof(options.ItemPrices)}:{product}", "must be the id of an item price");
        }

        require(Enum.IsDefined(options.AtTermEnd), nameof(options.AtTermEnd), "must be End, Renew or Evergreen");
        require(Enum.IsDefined(options.CreditOnCancellation), nameof(options.CreditOnCancellation), "must be None, Prorate or Full");
        require(options.OfflinePaymentMethod is "bank_transfer" or "cash" or "check" or "other", nameof(options.OfflinePaymentMethod), "must be bank_transfer, cash, check or other");
        require(!string.IsNullOrWhiteSpace(options.CreditNoteReason), nameof(options.CreditNoteReason), "must be a reason code of the site");
        require(TimeZoneInfo.TryFindSystemTimeZoneById(options.SiteTimeZone ?? "", out _), nameof(options.SiteTimeZone), "must be a time zone such as Europe/Berlin");
    }

    private static void Times(ChargebeeOptions options, Action<bool, string, string> require)
    {
        TimeSpan day = TimeSpan.FromDays(1);
        require(options.PollInterval >= TimeSpan.FromSeconds(5) && options.PollInterval <= day, nameof(options.PollInterval), "must be from 5 seconds to 1 day");
        require(options.PollOverlap >= TimeSpan.FromSeconds(2) && options.PollOverlap <= day, nameof(options.PollOverlap), "must be from 2 seconds to 1 day");
        require(options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= TimeSpan.FromMinutes(10), nameof(options.Timeout), "must be from 1 second to 10 minutes");
        require(options.ServerTimeLimit >= TimeSpan.Zero && options.ServerTimeLimit <= TimeSpan.FromHours(1), nameof(options.ServerTimeLimit), "must be from 0 to 1 hour");
        require(options.ReadRetries is >= 0 and <= 10, nameof(options.ReadRetries), "must be from 0 to 10");
        require(options.ReadRetryDelay >= TimeSpan.Zero && options.ReadRetryDelay <= TimeSpan.FromMinutes(1), nameof(options.ReadRetryDelay), "must be from 0 to 1 minute");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Sites();
}
