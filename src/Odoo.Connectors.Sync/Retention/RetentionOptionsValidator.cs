using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        if (options.PayloadAge <= TimeSpan.Zero)
        {
            faults.Add("Retention:PayloadAge must be positive.");
        }

        if (options.InboxAge < RetentionOptions.LeastInboxAge || options.InboxAge < options.PayloadAge)
        {
            faults.Add($"Retention:InboxAge ({options.InboxAge}) must be at least 400 days, and not below Retention:PayloadAge ({options.PayloadAge}).");
        }

        if (options.Interval <= TimeSpan.Zero)
        {
            faults.Add("Retention:Interval must be positive.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
