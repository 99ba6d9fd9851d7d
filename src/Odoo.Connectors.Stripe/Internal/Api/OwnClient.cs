using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>The vendor's client for the options in force, without retries of its own; made once for each setting, since it looks up versions in files.</summary>
internal sealed class OwnClient(string name, string clientName, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients)
{
    private (StripeOptions Options, StripeApi.StripeClient Client)? _made;

    public StripeApi.StripeClient Get()
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
            HttpClient = new StripeApi.SystemNetHttpClient(clients.CreateClient(clientName), maxNetworkRetries: 0, enableTelemetry: false),
        });
        _made = (current, client);
        return client;
    }
}
