using System.Text.Json;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Sends one exchange and gives its result, or the exception that says what happened.</summary>
internal sealed class JsonRpcTransport(IHttpClientFactory http, TimeProvider time)
{
    /// <returns>The result; <see langword="null"/> if Odoo left it out, which is how it writes Python's None.</returns>
    public async Task<JsonElement?> SendAsync(Exchange exchange, Deadline deadline)
    {
        using var content = new JsonRpcContent(exchange.Body);
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

            return Read(exchange, response, body);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private JsonElement? Read(Exchange exchange, HttpResponseMessage response, byte[] body)
    {
        JsonElement answer = default;
        try
        {
            answer = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
        }

        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("jsonrpc", out _))
        {
            if (answer.TryGetProperty("error", out var error))
            {
                if (ServerErrors.Read(error, exchange.Model, exchange.Method, exchange.IsRead) is { } refusal)
                {
                    throw refusal;
                }
            }
            else if (response.IsSuccessStatusCode && IsOurs(answer, exchange.Id))
            {
                return answer.TryGetProperty("result", out var result) && result.ValueKind != JsonValueKind.Null ? result : null;
            }
        }

        throw TransportErrors.BadAnswer(exchange, response, Excerpt(body), time);
    }

    // A Url with a path keeps it: https://host/erp becomes https://host/erp/jsonrpc.
    private static Uri Endpoint(Uri url) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/jsonrpc");

    // A result may be left out, so an answer without the request's id could be anything.
    private static bool IsOurs(JsonElement answer, long id) => answer.TryGetProperty("id", out var echoed)
        && echoed.ValueKind == JsonValueKind.Number && echoed.TryGetInt64(out var number) && number == id;

    private static ServerText Excerpt(byte[] body) => new(System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000))));
}
