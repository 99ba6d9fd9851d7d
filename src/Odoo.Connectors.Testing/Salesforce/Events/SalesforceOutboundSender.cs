using System.Net;
using System.Text;

namespace Odoo.Connectors.Testing;

/// <summary>Posts the outbound messages of an organisation to an endpoint, as Salesforce does: SOAP without a signature.</summary>
public sealed class SalesforceOutboundSender : IDisposable
{
    private readonly Uri _endpoint;
    private readonly HttpClient _client;

    /// <summary>Sets up a sender.</summary>
    /// <param name="endpoint">The endpoint, with the secret that its path may carry.</param>
    /// <param name="handler">What carries the posts; a connection of its own when null. It is not disposed of.</param>
    public SalesforceOutboundSender(Uri endpoint, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _endpoint = endpoint;
        _client = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
    }

    /// <summary>Posts a message as it is.</summary>
    /// <param name="soap">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was acknowledged: 200 with <c>Ack</c> true.</returns>
    public async Task<bool> SendAsync(string soap, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(soap);
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(soap, Encoding.UTF8, "text/xml") };
        request.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            && SalesforceMessage.IsAcknowledged(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Posts the notifications that wait. What is not acknowledged waits for the next call, and is given up a day after it happened. A
    /// notification holds what its record says when it is sent, which may be newer than what it tells of.
    /// </summary>
    /// <param name="emulator">The organisation.</param>
    /// <param name="delivery">In what pieces and in what disorder; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number of notifications that were acknowledged; of one that was sent twice, both count.</returns>
    public async Task<int> DeliverAsync(SalesforceEmulator emulator, SalesforceDelivery? delivery = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        delivery ??= new SalesforceDelivery();
        int acknowledged = 0;
        foreach (IGrouping<SalesforceAction, SalesforceNotice> action in Disorder.Of(emulator.TakeNotices(), delivery.Seed, delivery.Duplicates).GroupBy(notice => notice.Action))
        {
            foreach (SalesforceNotice[] batch in action.Chunk(delivery.BatchSize))
            {
                if (await TryAsync(emulator.Message(action.Key, batch), cancellationToken).ConfigureAwait(false))
                {
                    emulator.Acknowledge(batch);
                    acknowledged += batch.Length;
                }
            }
        }

        return acknowledged;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<bool> TryAsync(string soap, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(soap, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
