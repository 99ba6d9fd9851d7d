using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>POSTs of one site, each sent once: nothing below repeats it, and a lost answer is told as one.</summary>
internal sealed class ChargebeeWrites(string system, IHttpClientFactory http, IOptionsMonitor<ChargebeeOptions> options, TimeProvider time)
{
    private const string KeyHeader = "chargebee-idempotency-key";
    private const string ReplayedHeader = "chargebee-idempotency-replayed";

    /// <summary>Posts a form.</summary>
    /// <param name="path">Below <c>/api/v2/</c>, everything escaped.</param>
    /// <param name="fields">The parameters in their order.</param>
    /// <param name="key">The idempotency key, 100 characters at most; null for absolute values, which may be repeated.</param>
    /// <param name="caller">Ends the call: what had left is in doubt then.</param>
    public async Task<WriteAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? key, CancellationToken caller)
    {
        ChargebeeOptions current = options.Get(system);
        using CancellationTokenSource deadline = new(current.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        using HttpClient client = http.CreateClient(HttpClientNames.ForWrites(system));
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri($"{current.Address.AbsoluteUri.TrimEnd('/')}/api/v2/{path}")) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{current.ApiKey}:")));
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            DateTimeOffset now = time.GetUtcNow();
            int status = (int)response.StatusCode;
            ApiAnswer answer = new() { Status = status, Body = body, At = now, RetryAfter = RetryAfterReader.Of(status, response.Headers.RetryAfter, now) };
            return answer.IsSuccess ? Done(answer) with { IsReplayed = response.Headers.Contains(ReplayedHeader) } : Refused(answer);
        }
        catch (ConnectorException e)
        {
            // The lease was over: nothing left.
            return new WriteAnswer(null, e);
        }
        catch (Exception e) when (!caller.IsCancellationRequested)
        {
            return new WriteAnswer(null, ApiErrors.ReplyLost(system, e, deadline.IsCancellationRequested));
        }
    }

    private WriteAnswer Done(ApiAnswer answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new WriteAnswer(document.RootElement.Clone(), null)
                : new WriteAnswer(null, ApiErrors.InDoubt(system, answer));
        }
        catch (JsonException)
        {
            return new WriteAnswer(null, ApiErrors.InDoubt(system, answer));
        }
    }

    private WriteAnswer Refused(ApiAnswer answer)
    {
        ErrorBody? body = ErrorBody.Read(answer.Body);
        ConnectorException failure = ApiErrors.From(system, answer);
        return failure.Kind is ErrorKind.Transient or ErrorKind.Protocol
            ? new WriteAnswer(null, ApiErrors.InDoubt(system, answer))
            : new WriteAnswer(null, failure) { Code = body?.Code, IsPayment = body?.Type == "payment" };
    }
}
