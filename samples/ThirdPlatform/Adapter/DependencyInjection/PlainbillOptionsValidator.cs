using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Names the setting that is wrong and says what to set, never a value: a key may have been put in the wrong place.</summary>
internal sealed class PlainbillOptionsValidator : IValidateOptions<PlainbillOptions>
{
    public ValidateOptionsResult Validate(string? name, PlainbillOptions options)
    {
        List<string> problems = [];
        void Require(bool holds, string setting, string demand)
        {
            if (!holds)
            {
                problems.Add($"Systems:{name}:{setting} {demand}.");
            }
        }

        Require(options.ApiKey.Length > 5 && (options.IsLive || options.ApiKey.StartsWith("test_", StringComparison.Ordinal)), nameof(options.ApiKey), "must be a key of Plainbill, which begins with live_ or test_");
        Require(
            options.BaseAddress is { IsAbsoluteUri: true, UserInfo: "" } url && (url.Scheme == "https" || (url.Scheme == "http" && !options.IsLive)),
            nameof(options.BaseAddress), "must be an absolute https address; http only with a test key");
        Require(options.WebhookSecrets.All(s => s.Length >= 16), nameof(options.WebhookSecrets), "must not hold a secret of fewer than 16 characters");
        Require(options.CrmSystem is null || (options.CrmSystem.Length > 0 && options.CrmSystem != name), nameof(options.CrmSystem), "must be the configured name of another system, or left out");
        Require(options.PollInterval >= TimeSpan.FromSeconds(5) && options.PollInterval <= TimeSpan.FromDays(1), nameof(options.PollInterval), "must be from 5 seconds to 1 day");
        Require(options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= TimeSpan.FromMinutes(10), nameof(options.Timeout), "must be from 1 second to 10 minutes");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
