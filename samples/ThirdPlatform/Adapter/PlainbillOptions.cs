using System.Diagnostics;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>How one connected system reaches one account of Plainbill. Bound from <c>Systems:&lt;name&gt;</c> and validated when the host starts.</summary>
public sealed class PlainbillOptions
{
    /// <summary>The address of the API, absolute; https, except for test accounts. Required.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>The API key: <c>live_…</c> or <c>test_…</c>. Required; never printed, logged or traced.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiKey { get; set; } = "";

    /// <summary>The signing secrets of the webhook; any of them is accepted, so that they can be rotated.</summary>
    /// <value>The default is empty: webhooks are refused.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>The configured name of the CRM whose ids stand in Plainbill's <c>reference</c>.</summary>
    /// <value>The default is <see langword="null"/>: no links to a CRM, and nothing is written.</value>
    public string? CrmSystem { get; set; }

    /// <summary>Plainbill's product for each product code of the CRM.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, string> Products { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The time between two polls, 5 seconds to 1 day.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest a call may take, 1 second to 10 minutes.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    internal bool IsLive => ApiKey.StartsWith("live_", StringComparison.Ordinal);

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(PlainbillOptions);
}
