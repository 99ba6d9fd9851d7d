using System.Net;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>One POST, sent once: nothing below repeats it.</summary>
internal sealed class StripeWrites(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients)
{
    public static string ClientName(string name) => $"Odoo.Connectors.Stripe:{name}:writes";

    /// <summary>Posts a form.</summary>
    /// <returns>Null when Stripe took it; otherwise why not, with its code.</returns>
    public async Task<(ConnectorException Failure, string? Code)?> PostAsync(string path, string form, CancellationToken cancellationToken)
    {
        StripeOptions current = options.Get(name);
        StripeApi.StripeClient client = new(new StripeApi.StripeClientOptions
        {
            ApiKey = current.ApiKey,
            ApiBase = (current.ApiBase?.AbsoluteUri ?? StripeApi.StripeClient.DefaultApiBase).TrimEnd('/'),
            HttpClient = new StripeApi.SystemNetHttpClient(clients.CreateClient(ClientName(name)), maxNetworkRetries: 0, enableTelemetry: false),
        });
        try
        {
            await client.RawRequestAsync(HttpMethod.Post, path, form, new StripeApi.RawRequestOptions(), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (StripeApi.StripeException e) when (e.HttpStatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict)
        {
            ConnectorException known = Api.StripeErrors.Of(name, e);
            return (new ConnectorException(ErrorKind.Unknown, $"Stripe failed at a write of '{name}' and may have done it: it is found out.", e) { ServerText = known.ServerText, RetryAfter = known.RetryAfter }, e.StripeError?.Code);
        }
        catch (StripeApi.StripeException e) when ((int)e.HttpStatusCode >= 400)
        {
            return (Api.StripeErrors.Of(name, e), e.StripeError?.Code);
        }
        catch (ConnectorException e)
        {
            // The lease was over: nothing left.
            return (e, null);
        }
        catch (Exception e) when (e is StripeApi.StripeException or HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new ConnectorException(ErrorKind.Unknown, $"Stripe's answer to a write of '{name}' is lost: it is found out whether it was done.", e), null);
        }
    }
}
