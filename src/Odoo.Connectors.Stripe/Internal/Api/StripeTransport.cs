using System.Net;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>One GET through the vendor's client, which sends the key and the pinned version. Failures leave as <see cref="ConnectorException"/>.</summary>
internal sealed class StripeTransport(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients)
{
    private (StripeOptions Options, StripeApi.StripeClient Client)? _made;

    public static string ClientName(string name) => $"Odoo.Connectors.Stripe:{name}";

    /// <summary>The JSON text of the answer, or null when there is no such object.</summary>
    public async Task<string?> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        try
        {
            StripeApi.StripeResponse response = await Client()
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

    /// <summary>One for each setting of the options: to make one takes longer than to ask with it, since it looks up versions in files.</summary>
    private StripeApi.StripeClient Client()
    {
        StripeOptions current = options.Get(name);
        if (_made is { } made && ReferenceEquals(made.Options, current))
        {
            return made.Client;
        }

        StripeApi.StripeClient client = new(new StripeApi.StripeClientOptions
        {
            ApiKey = current.ApiKey,
            ApiBase = (current.ApiBase?.AbsoluteUri ?? StripeApi.StripeClient.DefaultApiBase).TrimEnd('/'),
            HttpClient = new StripeApi.SystemNetHttpClient(clients.CreateClient(ClientName(name)), maxNetworkRetries: 0, enableTelemetry: false),
        });
        _made = (current, client);
        return client;
    }
}
