using System.Net.Http.Headers;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Sends one HTTP request and brings its whole answer, or the exception that says why there is none.</summary>
internal sealed class Wire(IHttpClientFactory http, DatabaseGates gates)
{
    public async Task<Reply> SendAsync(Exchange exchange, Deadline deadline)
    {
        using var content = exchange.Body is { } sent ? new JsonContentBytes(sent.Bytes) : null;
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, exchange.Endpoint) { Content = content };
        AddHeaders(request.Headers, exchange);
        if (gates.Find(exchange.Options, deadline) is { } passage)
        {
            request.Options.Set(Passage.Key, passage);
        }

        HttpResponseMessage? response = null;
        try
        {
            using var client = http.CreateClient(HttpClientNames.For(exchange.ClientName, exchange.IsRead));
            response = await client.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            if (content is { IsAtRest: true })
            {
                exchange.Body!.Return();
            }

            return new Reply(response, body);
        }
        catch (Exception cause)
        {
            response?.Dispose();
            throw deadline.Caller.IsCancellationRequested ? new OperationCanceledException(deadline.Caller)
                : TransportErrors.NoReply(exchange, content?.Started ?? true, deadline.Passed, cause);
        }
    }

    /// <summary>An address below the Url, whose path is kept: https://host/erp becomes https://host/erp/jsonrpc.</summary>
    public static Uri Endpoint(Uri url, string route) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}{route}");

    private static void AddHeaders(HttpRequestHeaders headers, Exchange exchange)
    {
        if (exchange is { HasBearer: true, Options: var options })
        {
            headers.Authorization = new AuthenticationHeaderValue("bearer", options.Secret);
            headers.Add("X-Odoo-Database", options.Database);
        }

        if (exchange.ETag is { } known)
        {
            headers.TryAddWithoutValidation("If-None-Match", known);
        }
    }
}
