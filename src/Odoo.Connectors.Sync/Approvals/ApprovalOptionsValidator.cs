using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Says at start what to set.</summary>
internal sealed class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>
{
    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        List<string> faults =
        [
            .. AmountLimits.Faults($"Approvals:{nameof(options.WriteOffs)}", options.WriteOffs),
            .. AmountLimits.Faults($"Approvals:{nameof(options.AccountCredits)}", options.AccountCredits),
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
