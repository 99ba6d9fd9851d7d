using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Calls of one organisation: session, deadline, one repeat after a refused session, errors in the one taxonomy.</summary>
internal sealed class SalesforceApi(
    string system, IHttpClientFactory http, IOptionsMonitor<SalesforceOptions> options, TimeProvider time, ILogger<SalesforceApi> logger)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly SessionCache _sessions = new();

    public SalesforceOptions Options => options.Get(system);

    /// <summary>Reads one answer, which must be a JSON object.</summary>
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await RunAsync(new ApiRequest(path), cancellationToken).ConfigureAwait(false);
        return Parse(answer.Body) ?? throw new SalesforceException(
            ErrorKind.Protocol, $"Salesforce '{system}' answered a read with something that is no JSON object; check LoginUrl and what stands in between.")
        {
            ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
        };
    }

    /// <summary>Changes a record. Sent once, and once more only when the first was refused for its session.</summary>
    public Task PatchAsync(string path, string body, CancellationToken cancellationToken) =>
        RunAsync(new ApiRequest(path, body), cancellationToken);

    private async Task<ApiAnswer> RunAsync(ApiRequest request, CancellationToken caller)
    {
        SalesforceOptions current = Options;
        using CancellationTokenSource deadline = new(current.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        (Task<Session> login, Session session) = await LoginAsync(current, either.Token, caller).ConfigureAwait(false);
        ApiAnswer answer = await SendAsync(request, current, session, either.Token, caller).ConfigureAwait(false);
        if (answer.Status == 401)
        {
            // A 401 was not executed, so repeating it is safe.
            if (_sessions.Drop(login))
            {
                Log.SessionRefused(logger, system);
            }

            (_, session) = await LoginAsync(current, either.Token, caller).ConfigureAwait(false);
            answer = await SendAsync(request, current, session, either.Token, caller).ConfigureAwait(false);
        }

        return answer.IsSuccess ? answer : throw ApiErrors.From(system, answer, request.IsRead);
    }

    private async Task<ApiAnswer> SendAsync(ApiRequest request, SalesforceOptions current, Session session, CancellationToken either, CancellationToken caller)
    {
        using HttpRequestMessage message = new(request.IsRead ? HttpMethod.Get : HttpMethod.Patch, request.Resolve(session, current));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
        message.Content = request.Body is null ? null : new StringContent(request.Body, Encoding.UTF8, "application/json");
        return await ExchangeAsync(message, request.IsRead, either, caller).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> ExchangeAsync(HttpRequestMessage message, bool isRead, CancellationToken either, CancellationToken caller)
    {
        using HttpClient client = http.CreateClient(HttpClientNames.For(system, isRead));
        try
        {
            using HttpResponseMessage response = await client.SendAsync(message, either).ConfigureAwait(false);
            RetryConditionHeaderValue? retry = response.Headers.RetryAfter;
            TimeSpan? wait = retry?.Delta ?? (retry?.Date is { } date ? date - time.GetUtcNow() : null);
            return new ApiAnswer
            {
                Status = (int)response.StatusCode,
                Body = await response.Content.ReadAsByteArrayAsync(either).ConfigureAwait(false),
                RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
            };
        }
        catch (Exception e) when (e is not ConnectorException && !caller.IsCancellationRequested)
        {
            throw TransportErrors.NoReply(system, isRead, e, either.IsCancellationRequested);
        }
    }

    private async Task<(Task<Session> Login, Session Session)> LoginAsync(SalesforceOptions current, CancellationToken either, CancellationToken caller)
    {
        Task<Session> login = _sessions.GetOrStart(current, NewSessionAsync);
        try
        {
            return (login, await login.WaitAsync(either).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new SalesforceException(ErrorKind.Transient, $"The login of Salesforce '{system}' took longer than Timeout; nothing else was sent.");
        }
    }

    // Shared by all callers, so no single caller's cancellation may end it.
    private async Task<Session> NewSessionAsync(SalesforceOptions current)
    {
        using CancellationTokenSource deadline = new(current.Timeout, time);
        using HttpRequestMessage message = new(HttpMethod.Post, new Uri(current.LoginUrl!, "/services/oauth2/token"));
        message.Content = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", current.ClientId), new("client_secret", current.ClientSecret),
        ]);
        ApiAnswer answer;
        try
        {
            answer = await ExchangeAsync(message, isRead: false, deadline.Token, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SalesforceException e)
        {
            throw new SalesforceException(ErrorKind.Transient, $"The login of Salesforce '{system}' got no answer; nothing else was sent. {e.Message}");
        }

        if (!answer.IsSuccess)
        {
            throw LoginErrors.From(system, answer);
        }

        JsonObject? token = Parse(answer.Body);
        Session session = Text(token, "access_token") is { Length: > 0 } secret
            && secret.All(c => c is > ' ' and < (char)127)
            && Uri.TryCreate(Text(token, "instance_url"), UriKind.Absolute, out Uri? instance)
            && (instance.Scheme == Uri.UriSchemeHttps || (instance.Scheme == Uri.UriSchemeHttp && current.LoginUrl!.Scheme == Uri.UriSchemeHttp))
                ? new Session(secret, instance)
                : throw new SalesforceException(
                    ErrorKind.Protocol, $"The login of Salesforce '{system}' was answered without a usable access_token and instance_url; check LoginUrl.");
        Log.NewSession(logger, system, session.Instance.Host);
        return session;
    }

    private static string? Text(JsonObject? node, string name) => node?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
