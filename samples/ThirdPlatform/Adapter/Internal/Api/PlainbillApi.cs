using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Calls of one account: key, deadline, errors in the one taxonomy. Nothing is repeated here: the engine knows when it may.</summary>
internal sealed class PlainbillApi(string system, IOptionsMonitor<PlainbillOptions> options, IHttpClientFactory http, TimeProvider time)
{
    public string System => system;

    public static string ClientName(string system) => $"plainbill:{system}";

    public async Task<SystemIdentity> AccountAsync(CancellationToken cancellationToken)
    {
        using JsonDocument answer = Parse(await GetAsync("account", cancellationToken))!;
        return answer.RootElement.TryGetProperty(Names.Id, out JsonElement id) && answer.RootElement.TryGetProperty(Names.Live, out JsonElement live)
            ? new SystemIdentity(id.GetString()!, live.GetBoolean())
            : throw ApiErrors.Unreadable(system, []);
    }

    /// <summary>Reads; null when it is not there. What comes is JSON.</summary>
    public async Task<byte[]?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await SendAsync(HttpMethod.Get, path, null, null, cancellationToken);
        if (answer.Status == 404)
        {
            return null;
        }

        Parse(answer).Dispose();
        return answer.Body;
    }

    public async Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) => await SendAsync(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Writes, once: a lost answer is an exception of the kind Unknown.</summary>
    public async Task<JsonDocument> PostAsync(string path, byte[] body, string key, CancellationToken cancellationToken)
    {
        SendLease.Demand();
        ApiAnswer answer = await SendAsync(HttpMethod.Post, path, body, key, cancellationToken);
        return answer.Status >= 500 ? throw ApiErrors.NoReply(system, isWrite: true) : Parse(answer);
    }

    public JsonDocument Parse(ApiAnswer answer)
    {
        if (answer.Status is < 200 or >= 300)
        {
            throw ApiErrors.From(system, answer);
        }

        try
        {
            return JsonDocument.Parse(answer.Body) is { RootElement.ValueKind: JsonValueKind.Object } document ? document : throw ApiErrors.Unreadable(system, answer.Body);
        }
        catch (JsonException)
        {
            throw ApiErrors.Unreadable(system, answer.Body);
        }
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, byte[]? body, string? key, CancellationToken caller)
    {
        PlainbillOptions current = options.Get(system);
        using CancellationTokenSource deadline = new(current.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        using HttpClient client = http.CreateClient(ClientName(system));
        using HttpRequestMessage request = new(method, new Uri($"{current.BaseAddress!.AbsoluteUri.TrimEnd('/')}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current.ApiKey);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } };
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token);
            DateTimeOffset now = time.GetUtcNow();
            byte[] content = await response.Content.ReadAsByteArrayAsync(either.Token);
            return new ApiAnswer((int)response.StatusCode, content, ApiErrors.Wait(response.Headers.RetryAfter, now), response.Headers.Date ?? now);
        }
        catch (Exception e) when (e is not ConnectorException && !caller.IsCancellationRequested)
        {
            // Without the cause, which may quote the server.
            throw ApiErrors.NoReply(system, isWrite: body is not null);
        }
    }
}
