using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Posts events to a webhook endpoint as Chargebee does: bare, one in a body, with HTTP Basic and no signature.</summary>
public sealed class ChargebeeSender : IDisposable
{
    private readonly VendorPost _post;
    private readonly string _authorization;

    /// <summary>Sets up a sender.</summary>
    /// <param name="webhookUrl">The endpoint.</param>
    /// <param name="user">The user that is configured for the webhook.</param>
    /// <param name="password">Its password.</param>
    /// <param name="handler">What carries the posts; a connection of its own when null. It is not disposed of.</param>
    public ChargebeeSender(Uri webhookUrl, string user, string password, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(webhookUrl);
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        _post = new VendorPost(webhookUrl, handler);
        _authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
    }

    /// <summary>Posts an event.</summary>
    /// <param name="evt">The event, without the wrapper that a read puts around it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendAsync(JsonObject evt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evt);
        return SendBodyAsync(Encoding.UTF8.GetBytes(VendorAnswer.Json(200, evt).Body), cancellationToken: cancellationToken);
    }

    /// <summary>Posts a body as it is, to send what is no event or comes from somebody else.</summary>
    /// <param name="body">The body.</param>
    /// <param name="authorization">The value of <c>Authorization</c>; the configured one when null, no header at all when empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendBodyAsync(byte[] body, string? authorization = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return _post.SendAsync(
            body,
            headers =>
            {
                if (authorization != string.Empty)
                {
                    headers.TryAddWithoutValidation("Authorization", authorization ?? _authorization);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Posts what happened on the site. What is not accepted with a 2xx is posted again two and six minutes, half an hour, one and five
    /// hours, one and two days after the attempt before, by the site's clock, then given up.
    /// </summary>
    /// <param name="emulator">The site.</param>
    /// <param name="delivery">In what disorder; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of posts that were accepted; of an event that was posted twice, both count.</returns>
    public async Task<int> DeliverAsync(ChargebeeEmulator emulator, ChargebeeDelivery? delivery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        delivery ??= new ChargebeeDelivery();
        int accepted = 0;
        foreach (JsonObject evt in Disorder.Of(emulator.TakeDue(), delivery.Seed, delivery.Duplicates))
        {
            bool good = await VendorPost.IsAcceptedAsync(SendAsync(evt, cancellationToken)).ConfigureAwait(false);
            accepted += good ? 1 : 0;
            emulator.Settle(evt, good);
        }

        return accepted;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _post.Dispose();
}
