using Refit;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>One exchange: bytes out, the whole answer in, limits noted, a lost answer named.</summary>
internal sealed class Transport(string system, IHttpClientFactory http, AccountClock account, TimeProvider time)
{
    // Generated code writes the bodies: no reflection.
    private static readonly RefitSettings Settings = new(new SystemTextJsonContentSerializer(HubSpotJson.Default.Options));

    public Task<ApiAnswer> ReadAsync(
        HubSpotOptions options, Func<IHubSpotReads, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller) =>
        ExchangeAsync(options, isRead: true, client => call(RestService.ForGenerated<IHubSpotReads>(client, Settings)), either, caller);

    public Task<ApiAnswer> WriteAsync(
        HubSpotOptions options, Func<IHubSpotWrites, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller) =>
        ExchangeAsync(options, isRead: false, client => call(RestService.ForGenerated<IHubSpotWrites>(client, Settings)), either, caller);

    private async Task<ApiAnswer> ExchangeAsync(
        HubSpotOptions options, bool isRead, Func<HttpClient, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller)
    {
        using HttpClient client = http.CreateClient(HttpClientNames.For(system, isRead));
        client.BaseAddress = options.ApiBase;
        try
        {
            using HttpResponseMessage response = await call(client).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either).ConfigureAwait(false);
            DateTimeOffset now = time.GetUtcNow();
            int status = (int)response.StatusCode;
            string? policy = status == 429 ? ErrorReader.Parse(body)?.PolicyName : null;
            return new ApiAnswer { Status = status, Body = body, RetryAfter = RetryAfterReader.Of(status, response.Headers.RetryAfter, policy, account, now) };
        }
        catch (Exception e) when (e is not (ConnectorException or OperationCanceledException) && caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(caller);
        }
        catch (Exception e) when (e is not ConnectorException && !caller.IsCancellationRequested)
        {
            // Refit puts what a handler threw into an exception of its own.
            throw e.InnerException is ConnectorException ours ? ours : TransportErrors.NoReply(system, isRead, e is HttpRequestException ? e : e.InnerException ?? e, either.IsCancellationRequested);
        }
    }
}
