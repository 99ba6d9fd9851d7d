namespace Odoo.Connectors.Sync;

/// <summary>Verifies and decodes what a vendor posts to us. No I/O: the caller stores what is accepted, then answers 2xx.</summary>
public interface IWebhookFeed
{
    /// <summary>The configured name of the system; the last segment of the webhook's path.</summary>
    string Name { get; }

    /// <summary>The largest body taken, in bytes.</summary>
    int MaxBodyBytes { get; }

    /// <summary>Whether the address ends in a secret, as <see cref="WebhookRequest.PathSecret"/>. The default is false: the vendor signs.</summary>
    bool TakesPathSecret => false;

    /// <summary>Checks the signature and finds the deliveries in a body.</summary>
    /// <param name="header">Gives a request header by name, or null.</param>
    /// <param name="body">The raw body.</param>
    /// <returns>What to store, or why the request is refused.</returns>
    WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body);
}
