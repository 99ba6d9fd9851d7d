namespace Odoo.Connectors.Sync;

/// <summary>Takes in what vendors post, for any web framework.</summary>
public interface IWebhookIntake
{
    /// <summary>The largest body that a system's webhook takes.</summary>
    /// <param name="system">The configured name.</param>
    /// <returns>Bytes, or null when no system of that name has a webhook.</returns>
    int? MaxBodyBytes(string system);

    /// <summary>Verifies a request and stores what it brings. Answer the status only after this returned.</summary>
    /// <param name="system">The configured name.</param>
    /// <param name="header">Gives a request header by name, or null.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status to answer, with the refusal's reason.</returns>
    /// <exception cref="Exception">The store is down: answer 503, the vendor will deliver again.</exception>
    Task<WebhookResult> ReceiveAsync(string system, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>Whether a system's webhooks come to an address that ends in a secret; see <see cref="WebhookRequest.PathSecret"/>.</summary>
    /// <param name="system">The system's configured name.</param>
    /// <returns>The default is false: such an address is not found.</returns>
    bool TakesPathSecret(string system) => false;
}
