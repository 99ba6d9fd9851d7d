using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>Reads of one site: key, deadline, errors in the one taxonomy.</summary>
internal sealed class ChargebeeApi(string system, IHttpClientFactory http, IOptionsMonitor<ChargebeeOptions> options, TimeProvider time)
{
    public string System => system;

    public ChargebeeOptions Options => options.Get(system);

    /// <summary>Reads one resource; null when it is not there.</summary>
    /// <param name="path">Below <c>/api/v2/</c>, with its query, everything escaped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<JsonDocument?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await SendAsync(path, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? Parse(answer)
            : ApiErrors.From(system, answer) is { Kind: not ErrorKind.NotFound } refusal ? throw refusal : null;
    }

    /// <summary>Reads a page of a list.</summary>
    /// <param name="path">Below <c>/api/v2/</c>, with its query, everything escaped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ListPage> ListAsync(string path, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await SendAsync(path, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw ApiErrors.From(system, answer);
        }

        using JsonDocument document = Parse(answer);
        return ListPage.Read(document.RootElement, answer.At) ?? throw ApiErrors.Unreadable(system, answer.Body);
    }

    private JsonDocument Parse(ApiAnswer answer)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(answer.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw ApiErrors.Unreadable(system, answer.Body);
        }
        catch (JsonException)
        {
            throw ApiErrors.Unreadable(system, answer.Body);
        }
    }

    private async Task<ApiAnswer> SendAsync(string path, CancellationToken caller)
    {
        ChargebeeOptions current = Options;
        using CancellationTokenSource deadline = new(current.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        using HttpClient client = http.CreateClient(HttpClientNames.For(system));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{current.Address.AbsoluteUri.TrimEnd('/')}/api/v2/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{current.ApiKey}:")));
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            DateTimeOffset now = time.GetUtcNow();
            int status = (int)response.StatusCode;
            return new ApiAnswer
            {
                Status = status,
                Body = body,
                RetryAfter = RetryAfterReader.Of(status, response.Headers.RetryAfter, now),
                At = response.Headers.Date ?? now,
            };
        }
        catch (Exception e) when (e is not ConnectorException && !caller.IsCancellationRequested)
        {
            throw ApiErrors.NoReply(system, e, either.IsCancellationRequested);
        }
    }
}
