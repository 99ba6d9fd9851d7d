using System.Diagnostics;

namespace Odoo.Connectors.Erp;

/// <summary>Odoo as a source of facts, in the section <c>Systems:&lt;name&gt;:Feed</c>. Off unless <see cref="Streams"/> names one.</summary>
public sealed class OdooFeedOptions
{
    /// <summary>What to poll, of <see cref="OdooStreams"/>. The default is empty: Odoo is not read for changes.</summary>
    public IList<string> Streams { get; } = [];

    /// <summary>How long to wait between polls. The default is one minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first poll ever takes records changed since then. The default is null: it takes everything there is.</summary>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>
    /// The secret in the address of Odoo's webhooks, 20 to 128 letters, digits, hyphens and underscores: each call of
    /// <c>/webhooks/&lt;name&gt;/&lt;secret&gt;</c> polls at once. Never printed. The default is null: webhooks are refused.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? WebhookSecret { get; set; }

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(OdooFeedOptions);
}
