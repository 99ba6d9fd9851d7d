using System.Net;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>One GET through the vendor's client, which sends the key and the pinned version. Failures leave as <see cref="ConnectorException"/>.</summary>
internal sealed class StripeTransport(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients)
{
    private readonly OwnClient _client = new(name, ClientName(name), options, clients);

    public static string ClientName(string name) => $"Odoo.Connectors.Stripe:{name}";

    /// <summary>The JSON text of the answer, or null when there is no such object.</summary>
    public async Task<string?> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        try
        {
            StripeApi.StripeResponse response = await _client.Get()
                .RawRequestAsync(HttpMethod.Get, pathAndQuery, null, new StripeApi.RawRequestOptions(), cancellationToken).ConfigureAwait(false);
            return response.Content;
        }
        catch (StripeApi.StripeException e) when (e.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (StripeApi.StripeException e)
        {
            throw StripeErrors.Of(name, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException(ErrorKind.Transient, $"Stripe could not be reached for '{name}'; the read will be tried again.", e);
        }
    }
}
