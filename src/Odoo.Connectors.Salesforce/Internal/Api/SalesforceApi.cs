using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>Calls of one organisation: session, deadline, one repeat after a refused session, errors in the one taxonomy.</summary>
internal sealed class SalesforceApi
{
    private readonly string _system;
    private readonly IOptionsMonitor<SalesforceOptions> _options;
    private readonly ILogger _logger;
    private readonly Exchange _exchange;
    private readonly Login _login;
    private readonly SessionCache _sessions = new();

    public SalesforceApi(string system, IHttpClientFactory http, IOptionsMonitor<SalesforceOptions> options, TimeProvider time, ILogger<SalesforceApi> logger)
    {
        (_system, _options, _logger, Time) = (system, options, logger, time);
        _exchange = new Exchange(system, http, time);
        _login = new Login(system, _exchange, time, logger);
    }

    public SalesforceOptions Options => _options.Get(_system);

    public TimeProvider Time { get; }

    /// <summary>The organisation's id in 18 characters; null before the first login.</summary>
    public string? Organization => _login.Organization;

    /// <summary>The id of the user that the last login acts for; null before one, and where it does not say.</summary>
    public string? User => _login.User;

    /// <summary>The version as it stands in paths.</summary>
    public string Version => Options.ApiVersion;

    /// <summary>Reads; the answer is a success.</summary>
    public Task<ApiAnswer> ReadAsync(Func<ISalesforceReads, CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken) =>
        RunAsync((session, either) => _exchange.ReadAsync(session.Instance, session.Token, call, either, cancellationToken), isRead: true, cancellationToken);

    /// <summary>Writes; the answer is a success. Sent once, and once more only when the first was refused for its session.</summary>
    public Task<ApiAnswer> WriteAsync(Func<ISalesforceWrites, CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken) =>
        RunAsync((session, either) => _exchange.WriteAsync(session.Instance, session.Token, call, either, cancellationToken), isRead: false, cancellationToken);

    private async Task<ApiAnswer> RunAsync(Func<Session, CancellationToken, Task<ApiAnswer>> send, bool isRead, CancellationToken caller)
    {
        SalesforceOptions current = Options;
        using CancellationTokenSource deadline = new(current.Timeout, Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        (Task<Session> login, Session session) = await LogInAsync(current, either.Token, caller).ConfigureAwait(false);
        ApiAnswer answer = await send(session, either.Token).ConfigureAwait(false);
        if (answer.Status == 401)
        {
            // A 401 was not executed, so repeating it is safe.
            if (_sessions.Drop(login))
            {
                Log.SessionRefused(_logger, _system);
            }

            (_, session) = await LogInAsync(current, either.Token, caller).ConfigureAwait(false);
            answer = await send(session, either.Token).ConfigureAwait(false);
        }

        return answer.IsSuccess ? answer : throw ApiErrors.From(_system, answer, isRead);
    }

    private async Task<(Task<Session> Login, Session Session)> LogInAsync(SalesforceOptions current, CancellationToken either, CancellationToken caller)
    {
        Task<Session> login = _sessions.GetOrStart(current, _login.NewSessionAsync);
        try
        {
            return (login, await login.WaitAsync(either).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new SalesforceException(ErrorKind.Transient, $"The login of Salesforce '{_system}' took longer than Timeout; nothing else was sent.");
        }
    }
}
