using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Says what to set; never repeats a value, since a credential may have been put in the wrong place.</summary>
internal sealed class OdooClientOptionsValidator : IValidateOptions<OdooClientOptions>
{
    public ValidateOptionsResult Validate(string? name, OdooClientOptions options)
    {
        var problems = new List<string>();
        void Require(bool holds, string advice)
        {
            if (!holds)
            {
                problems.Add($"Odoo client '{name}': {advice}");
            }
        }

        Require(
            options.Url is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } url && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp),
            "set Url to the server's absolute http or https address, such as https://odoo.example.com, without user name, query or fragment.");
        Require(!string.IsNullOrWhiteSpace(options.Database), "set Database to the name of the database.");
        Require(!string.IsNullOrWhiteSpace(options.Login), "set Login to the user's login.");
        Require(!string.IsNullOrWhiteSpace(options.Secret), "set Secret to the user's API key or password.");
        Require(Enum.IsDefined(options.Transport), "set Transport to Auto, JsonRpc or Json2.");
        Require(
            options.Transport != OdooTransport.Json2 || Json2Transport.FitsHeaders(options),
            "set Secret to an API key, for Json2 takes no passwords, and Database to its technical name: both go into headers, so only printable ASCII without spaces.");
        Require(options.Timeout > TimeSpan.Zero && options.Timeout <= TimeSpan.FromHours(1), "set Timeout to more than zero and at most one hour.");
        Require(options.ReadRetries is >= 0 and <= 10, "set ReadRetries to 0 to 10.");
        Require(options.ReadRetryDelay >= TimeSpan.Zero && options.ReadRetryDelay <= TimeSpan.FromMinutes(1), "set ReadRetryDelay to zero to one minute.");
        Require(options.AllowedCompanyIds.All(id => id > 0), "set AllowedCompanyIds to ids of companies, which are greater than zero.");
        Require(
            options.Limits.RequestsPerSecond is null or 0 or (>= 0.001m and <= 10_000m), "set Limits.RequestsPerSecond to 0 for any number, or to 0.001 to 10000.");
        Require(options.Limits.Burst is >= 1 and <= 10_000, "set Limits.Burst to 1 to 10000.");
        Require(options.Limits.MaxConcurrentRequests is null or (>= 0 and <= 10_000), "set Limits.MaxConcurrentRequests to 0 for any number, or to 1 to 10000.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
