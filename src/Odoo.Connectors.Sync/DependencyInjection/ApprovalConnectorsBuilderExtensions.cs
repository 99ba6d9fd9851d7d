using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets what must be approved.</summary>
public static class ApprovalConnectorsBuilderExtensions
{
    /// <summary>Sets the amounts above which an effect is held until a person approves it, after the section <c>Approvals</c> did. Validated when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the limits.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder RequireApprovals(this IConnectorsBuilder builder, Action<ApprovalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder;
    }
}
