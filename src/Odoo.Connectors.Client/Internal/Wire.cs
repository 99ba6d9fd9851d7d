using System.Net.Http.Headers;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Sends one HTTP request and brings its whole answer, or the exception that says why there is none.</summary>
internal sealed class Wire(IHttpClientFactory http)
{
    public async Task<Reply> SendAsync(Exchange exchange, Deadline deadline)
    {
        using var content = exchange.Body is { } bytes ? new JsonContentBytes(bytes) : null;
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, exchange.Endpoint) { Content = content };
        AddHeaders(request.Headers, exchange);
        HttpResponseMessage? response = null;
        try
        {
            using var client = http.CreateClient(HttpClientNames.For(exchange.ClientName, exchange.IsRead));
            response = await client.SendAsync(request, deadline.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
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
        if (exchange.Bearer is { } options)
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
