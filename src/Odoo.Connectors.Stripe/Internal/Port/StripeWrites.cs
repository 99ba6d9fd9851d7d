using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>One write, sent once: nothing below repeats it.</summary>
internal sealed class StripeWrites(string name, IOptionsMonitor<StripeOptions> options, IHttpClientFactory clients)
{
    private readonly Api.OwnClient _client = new(name, ClientName(name), options, clients);

    public static string ClientName(string name) => $"Odoo.Connectors.Stripe:{name}:writes";

    /// <summary>Posts a form.</summary>
    /// <param name="path">The path from <c>/v1</c> on.</param>
    /// <param name="form">The parameters.</param>
    /// <param name="key">The idempotency key; null where the request has an identifier of its own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<WriteAnswer> PostAsync(string path, string form, string? key, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, form, key, cancellationToken);

    /// <summary>Deletes; Stripe takes no key for it, and what is gone cannot go twice.</summary>
    public Task<WriteAnswer> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, null, cancellationToken);

    private async Task<WriteAnswer> SendAsync(HttpMethod method, string path, string? form, string? key, CancellationToken cancellationToken)
    {
        try
        {
            StripeApi.StripeResponse response = await _client.Get()
                .RawRequestAsync(method, path, form, new StripeApi.RawRequestOptions { IdempotencyKey = key }, cancellationToken).ConfigureAwait(false);
            return new WriteAnswer(Body(response.Content), null, null, IsReplayed(response));
        }
        catch (StripeApi.StripeException e) when (e.HttpStatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict)
        {
            ConnectorException known = Api.StripeErrors.Of(name, e);
            return new WriteAnswer(
                null,
                new ConnectorException(ErrorKind.Unknown, $"Stripe failed at a write of '{name}' and may have done it: it is found out.", e) { ServerText = known.ServerText, RetryAfter = known.RetryAfter },
                e.StripeError?.Code,
                IsReplayed(e.StripeResponse));
        }
        catch (StripeApi.StripeException e) when ((int)e.HttpStatusCode >= 400)
        {
            return new WriteAnswer(null, Api.StripeErrors.Of(name, e), e.StripeError?.Code, IsReplayed(e.StripeResponse));
        }
        catch (ConnectorException e)
        {
            // The lease was over: nothing left.
            return new WriteAnswer(null, e, null, false);
        }
        catch (Exception e) when (e is StripeApi.StripeException or HttpRequestException or IOException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new WriteAnswer(null, new ConnectorException(ErrorKind.Unknown, $"Stripe's answer to a write of '{name}' is lost: it is found out whether it was done.", e), null, false);
        }
    }

    private static bool IsReplayed(StripeApi.StripeResponse? response) =>
        response?.Headers is { } headers && headers.TryGetValues("Idempotent-Replayed", out IEnumerable<string>? values) && values.Contains("true");

    private static JsonObject Body(string text) => JsonNode.Parse(text) as JsonObject ?? throw new JsonException();
}
