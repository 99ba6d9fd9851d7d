using Microsoft.Extensions.Options;
using Odoo.Connectors.Vendors;

namespace Odoo.Connectors.Stripe.DependencyInjection;

/// <summary>Names the setting that is wrong, never the value of a secret.</summary>
internal sealed class StripeOptionsValidator : IValidateOptions<StripeOptions>
{
    private static readonly string[] KeyPrefixes = ["sk_test_", "sk_live_", "rk_test_", "rk_live_"];

    public ValidateOptionsResult Validate(string? name, StripeOptions options)
    {
        List<string> failures = [];
        Check(IsKey(options.ApiKey), nameof(options.ApiKey), "must be a secret or restricted key that starts with sk_test_, sk_live_, rk_test_ or rk_live_");
        Check(IsAddress(options.ApiBase), nameof(options.ApiBase), "must be an absolute http or https address without user name, query or fragment");
        Check(
            !options.IsLive || options.ApiBase is null || options.ApiBase is { IsAbsoluteUri: true, Scheme: "https" },
            nameof(options.ApiBase),
            "must be https when the key is a live one");
        for (int index = 0; index < options.WebhookSecrets.Count; index++)
        {
            string secret = options.WebhookSecrets[index];
            Check(
                secret is not null && secret.StartsWith("whsec_", StringComparison.Ordinal) && !secret.Any(char.IsWhiteSpace),
                $"{nameof(options.WebhookSecrets)}:{index}",
                "must be a signing secret that starts with whsec_");
        }

        Check(InRange(options.SignatureTolerance, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), nameof(options.SignatureTolerance), "must be from 1 second to 1 hour");
        Check(options.MaxBodyBytes is >= 1024 and <= 16 * 1024 * 1024, nameof(options.MaxBodyBytes), "must be from 1024 to 16777216");
        Check(options.CrmSystem is null || (options.CrmSystem.Length > 0 && options.CrmSystem != name), nameof(options.CrmSystem), "must be the configured name of another system, or left out");
        Check(!string.IsNullOrWhiteSpace(options.DealMetadataKey), nameof(options.DealMetadataKey), "must not be empty");
        Check(!string.IsNullOrWhiteSpace(options.CustomerMetadataKey), nameof(options.CustomerMetadataKey), "must not be empty");
        Check(options.SummaryPrefix is { Length: > 0 and <= 24 } prefix && prefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'), nameof(options.SummaryPrefix), "must be 1 to 24 letters, digits and underscores: Stripe's keys have 40");
        Check(options.CustomFields.All(key => !string.IsNullOrWhiteSpace(key)), nameof(options.CustomFields), "must not hold an empty key");
        Check(options.MatchKeys.All(CustomerKeys.IsRule), nameof(options.MatchKeys), "must hold VatNumber, Website or names of custom fields");
        Check(options.TaxTreatments.Values.All(t => t is "none" or "exempt" or "reverse"), nameof(options.TaxTreatments), "must hold none, exempt or reverse");
        Check(options.Products.All(p => !string.IsNullOrWhiteSpace(p.Value)), nameof(options.Products), "must name a product or a lookup key for each code");
        Check(options.PaymentTerms.Values.All(d => d is >= 0 and <= 365), nameof(options.PaymentTerms), "must hold 0 to 365 days");
        Check(options.DaysUntilDue is null or (>= 0 and <= 365), nameof(options.DaysUntilDue), "must be from 0 to 365, or left out");
        Check(TimeZoneInfo.TryFindSystemTimeZoneById(options.ContractTimeZone ?? "", out _), nameof(options.ContractTimeZone), "must be an IANA time zone, such as Europe/Brussels");
        Check(InRange(options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)), nameof(options.Timeout), "must be from 1 second to 5 minutes");
        Check(options.ReadRetries is >= 0 and <= 10, nameof(options.ReadRetries), "must be from 0 to 10");
        Check(InRange(options.ReadRetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1)), nameof(options.ReadRetryDelay), "must be from 0 to 1 minute");
        Check(InRange(options.PollInterval, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1)), nameof(options.PollInterval), "must be from 5 seconds to 1 day");
        Check(InRange(options.PollOverlap, TimeSpan.Zero, TimeSpan.FromDays(1)), nameof(options.PollOverlap), "must be from 0 to 1 day");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string setting, string demand)
        {
            if (!holds)
            {
                failures.Add($"Systems:{name}:{setting} {demand}.");
            }
        }
    }

    private static bool IsKey(string? key) =>
        key is not null && !key.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c > 126)
        && Array.Exists(KeyPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length);

    private static bool IsAddress(Uri? address) =>
        address is null
        || (address.IsAbsoluteUri && address.Scheme is ("http" or "https") && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0);

    private static bool InRange(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
