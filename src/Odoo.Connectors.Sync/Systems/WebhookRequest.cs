namespace Odoo.Connectors.Sync;

/// <summary>Names under which <see cref="IWebhookFeed.Receive"/> finds what is in no header.</summary>
public static class WebhookRequest
{
    /// <summary>
    /// The last segment of the address where it has one more than the system's name: a secret, for vendors that do not sign. It is no
    /// possible name of a header.
    /// </summary>
    public const string PathSecret = ":path-secret";

    /// <summary>The HTTP method in upper case, which some vendors sign.</summary>
    public const string Method = ":method";

    /// <summary>
    /// The whole address as the vendor called it, which some vendors sign: scheme, host, path and query, every escape as it was sent. Null
    /// where the web framework does not tell.
    /// </summary>
    public const string Uri = ":uri";
}
