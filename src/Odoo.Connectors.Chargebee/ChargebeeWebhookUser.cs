using System.Diagnostics;

namespace Odoo.Connectors.Chargebee;

/// <summary>A user name and password that a webhook endpoint in Chargebee is given ("Protect webhook URL with basic authentication").</summary>
public sealed class ChargebeeWebhookUser
{
    /// <summary>The user name, without a colon.</summary>
    /// <value>The default is empty.</value>
    public string User { get; set; } = "";

    /// <summary>The password, which may hold colons. Never printed, logged or traced.</summary>
    /// <value>The default is empty.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Password { get; set; } = "";

    /// <summary>The name of the type only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => nameof(ChargebeeWebhookUser);
}
