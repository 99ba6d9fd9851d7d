using System.Net.Http.Headers;
using Refit;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>One request and its answer, read to its end. Reads go through a client that may repeat them, writes through one that never does.</summary>
internal sealed class Exchange(string system, IHttpClientFactory http, TimeProvider time)
{
    private static readonly RefitSettings Settings = new()
    {
        // As it was thrown: what it means is told from its kind, and ours go through.
        TransportExceptionFactory = static (_, exception, _) => exception,
    };

    public Task<ApiAnswer> ReadAsync(
        Uri address, string? token, Func<ISalesforceReads, CancellationToken, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller) =>
        SendAsync(address, token, isRead: true, client => call(RestService.ForGenerated<ISalesforceReads>(client, SalesforceJson.Default, Settings), either), either, caller);

    public Task<ApiAnswer> WriteAsync(
        Uri address, string? token, Func<ISalesforceWrites, CancellationToken, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller) =>
        SendAsync(address, token, isRead: false, client => call(RestService.ForGenerated<ISalesforceWrites>(client, SalesforceJson.Default, Settings), either), either, caller);

    private async Task<ApiAnswer> SendAsync(
        Uri address, string? token, bool isRead, Func<HttpClient, Task<HttpResponseMessage>> call, CancellationToken either, CancellationToken caller)
    {
        using HttpClient client = http.CreateClient(HttpClientNames.For(system, isRead));
        client.BaseAddress = address;
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using HttpResponseMessage response = await call(client).ConfigureAwait(false);
            RetryConditionHeaderValue? retry = response.Headers.RetryAfter;
            TimeSpan? wait = retry?.Delta ?? (retry?.Date is { } date ? date - time.GetUtcNow() : null);
            return new ApiAnswer
            {
                Status = (int)response.StatusCode,
                Body = await response.Content.ReadAsByteArrayAsync(either).ConfigureAwait(false),
                RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
                Locator = Header(response, "Sforce-Locator") is { } locator and not "null" ? locator : null,
            };
        }
        catch (Exception e) when (e is not ConnectorException && !caller.IsCancellationRequested)
        {
            throw TransportErrors.NoReply(system, isRead, e, either.IsCancellationRequested);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(';', values) : null;
}
