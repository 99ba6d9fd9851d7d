using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Sends one exchange and gives its result, or the exception that says what happened.</summary>
internal sealed class JsonRpcTransport(IHttpClientFactory http, TimeProvider time)
{
    /// <returns>The result as <paramref name="read"/> reads it; it meets null if Odoo left it out, which is how it writes Python's None.</returns>
    public async Task<T> SendAsync<T>(Exchange exchange, OdooResultReader<T> read, Deadline deadline)
    {
        using var content = new JsonRpcContent(exchange.Body.Bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint(exchange.Url)) { Content = content };
        HttpResponseMessage? response = null;
        try
        {
            byte[] body;
            try
            {
                using var client = http.CreateClient(HttpClientNames.For(exchange.ClientName, exchange.IsRead));
                response = await client.SendAsync(request, deadline.Token).ConfigureAwait(false);
                body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (Exception) when (deadline.Caller.IsCancellationRequested)
            {
                throw new OperationCanceledException(deadline.Caller);
            }
            catch (Exception cause)
            {
                throw TransportErrors.NoReply(exchange, content.Started, deadline.Passed, cause);
            }

            if (content.IsAtRest)
            {
                exchange.Body.Return();
            }

            return Read(exchange, response, body, read);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private T Read<T>(Exchange exchange, HttpResponseMessage response, byte[] body, OdooResultReader<T> read)
    {
        if (response.IsSuccessStatusCode && JsonRpcEnvelope.FindResult(body, exchange.Id) is { } start)
        {
            Utf8JsonReader reader = new(start >= 0 ? body.AsSpan(start) : "null"u8, new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            return read(ref reader);
        }

        if (JsonRpcEnvelope.Error(body) is { } error && ServerErrors.Read(error, exchange.Model, exchange.Method, exchange.IsRead) is { } refusal)
        {
            throw refusal;
        }

        throw TransportErrors.BadAnswer(exchange, response, Excerpt(body), time);
    }

    // A Url with a path keeps it: https://host/erp becomes https://host/erp/jsonrpc.
    private static Uri Endpoint(Uri url) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/jsonrpc");

    private static ServerText Excerpt(byte[] body) => new(System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000))));
}
