using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>
{
    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        List<string> faults = [.. Faults(nameof(options.WriteOffs), options.WriteOffs), .. Faults(nameof(options.AccountCredits), options.AccountCredits)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string table, IDictionary<string, decimal> limits) =>
        limits.Where(l => !Currency.TryParse(l.Key, out _) || l.Value < 0m).Select(l => $"Approvals:{table}:{l.Key} must be an ISO 4217 code with an amount of zero or more.");
}
