namespace Odoo.Connectors.Sync;

/// <summary>Names under which <see cref="IWebhookFeed.Receive"/> finds what is in no header.</summary>
public static class WebhookRequest
{
    /// <summary>
    /// The last segment of the address where it has one more than the system's name: a secret, for vendors that do not sign. It is no
    /// possible name of a header.
    /// </summary>
    public const string PathSecret = ":path-secret";
}
