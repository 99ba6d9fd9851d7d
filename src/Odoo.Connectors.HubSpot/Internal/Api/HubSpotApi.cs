using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Calls of one account: token, deadline, one repeat after a refused token, errors in the one taxonomy.</summary>
internal sealed class HubSpotApi
{
    private readonly string _system;
    private readonly IOptionsMonitor<HubSpotOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Transport _transport;
    private readonly AccessTokens _tokens;

    public HubSpotApi(
        string system, IHttpClientFactory http, IOptionsMonitor<HubSpotOptions> options, AccountClock account, IHubSpotTokenStore? store, TimeProvider time, ILogger<HubSpotApi> logger)
    {
        (_system, _options, Account, _time, _logger) = (system, options, account, time, logger);
        _transport = new Transport(system, http, account, time);
        _tokens = new AccessTokens(time, new TokenRenewal(system, _transport, store, time, logger).RenewAsync);
    }

    public string System => _system;

    public HubSpotOptions Options => _options.Get(_system);

    public AccountClock Account { get; }

    /// <summary>Reads one answer, which must be the documented JSON.</summary>
    public async Task<T> ReadAsync<T>(Func<IHubSpotReads, ApiCall, Task<HttpResponseMessage>> call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ApiAnswer answer = await RunAsync(
            (options, request, either) => _transport.ReadAsync(options, reads => call(reads, request), either, cancellationToken), isRead: true, cancellationToken)
            .ConfigureAwait(false);
        return Parse(answer, type, isRead: true);
    }

    /// <summary>Sends a write. Once, and once more only when the first was refused for its token.</summary>
    public async Task<T> WriteAsync<T>(Func<IHubSpotWrites, ApiCall, Task<HttpResponseMessage>> call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ApiAnswer answer = await RunAsync(
            (options, request, either) => _transport.WriteAsync(options, writes => call(writes, request), either, cancellationToken), isRead: false, cancellationToken)
            .ConfigureAwait(false);
        return Parse(answer, type, isRead: false);
    }

    private async Task<ApiAnswer> RunAsync(Func<HubSpotOptions, ApiCall, CancellationToken, Task<ApiAnswer>> send, bool isRead, CancellationToken caller)
    {
        HubSpotOptions current = Options;
        ApiPaths paths = ApiPaths.Of(current.ApiVersion);
        using CancellationTokenSource deadline = new(current.Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        (Task<AccessToken> task, AccessToken token) = await TokenAsync(current, either.Token, caller).ConfigureAwait(false);
        ApiAnswer answer = await send(current, new ApiCall(paths, token.Secret, either.Token), either.Token).ConfigureAwait(false);
        if (answer.Status == 401)
        {
            // A 401 was not executed, so repeating it is safe. A person may have rotated the private app's token meanwhile.
            _tokens.Drop(task);
            current = Options;
            (_, AccessToken renewed) = await TokenAsync(current, either.Token, caller).ConfigureAwait(false);
            if (renewed.Secret != token.Secret)
            {
                Log.TokenRefused(_logger, _system);
                answer = await send(current, new ApiCall(paths, renewed.Secret, either.Token), either.Token).ConfigureAwait(false);
            }
        }

        return answer.IsSuccess ? answer : throw ApiErrors.From(_system, answer, isRead);
    }

    private async Task<(Task<AccessToken> Task, AccessToken Token)> TokenAsync(HubSpotOptions current, CancellationToken either, CancellationToken caller)
    {
        Task<AccessToken> task = _tokens.Get(current);
        try
        {
            return (task, await task.WaitAsync(either).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new HubSpotException(ErrorKind.Transient, $"The renewal of the token of HubSpot '{_system}' took longer than Timeout; nothing else was sent.");
        }
    }

    private T Parse<T>(ApiAnswer answer, JsonTypeInfo<T> type, bool isRead)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new HubSpotException(
                isRead ? ErrorKind.Protocol : ErrorKind.Unknown,
                $"HubSpot '{_system}' answered {(isRead ? "a read" : "a write")} with something that is not the documented JSON; check ApiBase and what stands in between.")
            {
                ServerText = new ServerText(Encoding.UTF8.GetString(answer.Body)),
            };
        }
    }
}
