using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Signs events and posts them to a webhook endpoint, as the vendor does.</summary>
public sealed class StripeSender : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly VendorPost _post;
    private readonly IReadOnlyList<string> _secrets;
    private readonly TimeProvider _timeProvider;

    /// <summary>Sets up a sender with one secret.</summary>
    /// <param name="webhookUrl">The endpoint.</param>
    /// <param name="secret">The endpoint's secret, <c>whsec_</c> included.</param>
    /// <param name="timeProvider">The clock that dates signatures.</param>
    public StripeSender(Uri webhookUrl, string secret, TimeProvider timeProvider)
        : this(webhookUrl, [secret], timeProvider, null)
    {
    }

    /// <summary>Sets up a sender with several secrets, or one that does not use the network.</summary>
    /// <param name="webhookUrl">The endpoint.</param>
    /// <param name="secrets">The endpoint's secrets.</param>
    /// <param name="timeProvider">The clock that dates signatures.</param>
    /// <param name="handler">What carries the posts; a connection of its own when null. It is not disposed of.</param>
    public StripeSender(Uri webhookUrl, IReadOnlyList<string> secrets, TimeProvider timeProvider, HttpMessageHandler? handler)
    {
        ArgumentNullException.ThrowIfNull(webhookUrl);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _post = new VendorPost(webhookUrl, handler);
        _secrets = secrets;
        _timeProvider = timeProvider;
    }

    /// <summary>Signs and posts an event.</summary>
    /// <param name="evt">The event.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendAsync(JsonObject evt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evt);
        return SendBodyAsync(Encoding.UTF8.GetBytes(evt.ToJsonString(Indented)), null, cancellationToken);
    }

    /// <summary>Posts a body as it is, to send what is no event or is signed wrongly.</summary>
    /// <param name="body">The body.</param>
    /// <param name="signature">The value of <c>Stripe-Signature</c>; a good one when null, no header at all when empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The status that the endpoint answered.</returns>
    public Task<HttpStatusCode> SendBodyAsync(byte[] body, string? signature = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        signature ??= StripeSignature.Create(body, _timeProvider.GetUtcNow(), _secrets);
        return _post.SendAsync(
            body,
            headers =>
            {
                if (signature.Length > 0)
                {
                    headers.TryAddWithoutValidation("Stripe-Signature", signature);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// Posts what happened in the account. What is not accepted with a 2xx is posted again after five minutes and then after twice as long each
    /// time, up to twelve hours, by the account's clock; after three days it is given up.
    /// </summary>
    /// <param name="emulator">The account.</param>
    /// <param name="delivery">In what disorder; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of posts that were accepted; of an event that was posted twice, both count.</returns>
    public async Task<int> DeliverAsync(StripeEmulator emulator, StripeDelivery? delivery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        delivery ??= new StripeDelivery();
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
