using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Signs events as HubSpot does and posts them to a webhook endpoint.</summary>
public sealed class HubSpotSender : IDisposable
{
    private const int MostAttempts = 10;
    private readonly VendorPost _post;
    private readonly TimeProvider _timeProvider;

    /// <summary>Sets up a sender.</summary>
    /// <param name="webhookUrl">The endpoint, as it is called and signed.</param>
    /// <param name="clientSecret">The client secret of the app.</param>
    /// <param name="timeProvider">The clock that dates signatures.</param>
    /// <param name="handler">What carries the posts; a connection of its own when null. It is not disposed of.</param>
    public HubSpotSender(Uri webhookUrl, string clientSecret, TimeProvider timeProvider, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(webhookUrl);
        ArgumentNullException.ThrowIfNull(clientSecret);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _post = new VendorPost(webhookUrl, handler);
        ClientSecret = clientSecret;
        _timeProvider = timeProvider;
    }

    /// <summary>The secret that signs; another one from when it is changed in the app.</summary>
    public string ClientSecret { get; set; }

    /// <summary>How posts are signed.</summary>
    /// <value>The default value is <see cref="HubSpotSignatureVersion.V3"/>.</value>
    public HubSpotSignatureVersion Version { get; set; }

    /// <summary>Signs and posts events as one body.</summary>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendAsync(JsonArray events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return SendBodyAsync(Encoding.UTF8.GetBytes(VendorAnswer.Json(200, events).Body), cancellationToken: cancellationToken);
    }

    /// <summary>Posts a body as it is, to send what is no event or is signed wrongly.</summary>
    /// <param name="body">The body.</param>
    /// <param name="signature">The value of the signature's header; a good one when null, no headers at all when empty.</param>
    /// <param name="signedAt">When it says that it was signed; now when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendBodyAsync(byte[] body, string? signature = null, DateTimeOffset? signedAt = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        DateTimeOffset at = signedAt ?? _timeProvider.GetUtcNow();
        return _post.SendAsync(
            body,
            headers =>
            {
                if (signature != string.Empty)
                {
                    Sign(headers, body, signature, at);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Posts what happened in the portal and is subscribed to. What is not accepted with a 2xx stays pending with a higher
    /// <c>attemptNumber</c> for the next call; after ten repetitions it is given up, as HubSpot does.
    /// </summary>
    /// <param name="emulator">The portal.</param>
    /// <param name="delivery">In what pieces and in what disorder; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of events that were accepted; of an event that was sent twice, both count.</returns>
    public async Task<int> DeliverAsync(HubSpotEmulator emulator, HubSpotDelivery? delivery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        delivery ??= new HubSpotDelivery();
        int accepted = 0;
        foreach (JsonObject[] batch in Disorder.Of(emulator.TakePending(), delivery.Seed, delivery.Duplicates).Chunk(delivery.BatchSize))
        {
            bool good = await VendorPost.IsAcceptedAsync(SendAsync(new JsonArray([.. batch.Select(evt => evt.DeepClone())]), cancellationToken)).ConfigureAwait(false);
            accepted += good ? batch.Length : 0;
            emulator.Settle(batch, good, MostAttempts);
        }

        return accepted;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _post.Dispose();

    private void Sign(HttpRequestHeaders headers, byte[] body, string? signature, DateTimeOffset at)
    {
        bool isV3 = Version == HubSpotSignatureVersion.V3;
        headers.TryAddWithoutValidation("X-HubSpot-Signature", !isV3 && signature is not null ? signature : HubSpotSignature.CreateV1(ClientSecret, body));
        headers.TryAddWithoutValidation("X-HubSpot-Signature-Version", "v1");
        if (isV3)
        {
            headers.TryAddWithoutValidation("X-HubSpot-Signature-v3", signature ?? HubSpotSignature.CreateV3(ClientSecret, "POST", _post.Url.AbsoluteUri, body, at));
            headers.TryAddWithoutValidation("X-HubSpot-Request-Timestamp", HubSpotSignature.Timestamp(at));
        }
    }
}
