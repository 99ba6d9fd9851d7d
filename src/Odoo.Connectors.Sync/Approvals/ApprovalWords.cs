using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>The limits of approvals as they are versioned.</summary>
internal sealed class ApprovalWords(IOptions<ApprovalOptions> options, IOptions<HubOptions> hub) : IRuleWords
{
    public string Name => "approvals";

    public IEnumerable<string> Lines() =>
    [
        .. AmountLimits.Words("write-offs up to", options.Value.WriteOffs),
        .. AmountLimits.Words("account credits up to", options.Value.AccountCredits),
        .. hub.Value.RequireMappingApproval ? ["new versions of mappings are approved"] : Array.Empty<string>(),
    ];
}
