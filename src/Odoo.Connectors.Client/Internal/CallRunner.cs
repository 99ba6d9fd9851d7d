using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Runs the calls of one named client: options, login, deadline, span and log around the transport.</summary>
internal sealed class CallRunner(
    string name,
    IOptionsMonitor<OdooClientOptions> options,
    Transports transports,
    OdooTelemetry telemetry,
    TimeProvider time,
    ILogger<IOdooClient> logger)
{
    private const string Common = "common";

    private readonly LoginCache _logins = new();

    public Task<OdooVersion> VersionAsync(CancellationToken caller)
    {
        var current = options.Get(name);
        return ObserveAsync(Common, "version", async () =>
        {
            using var deadline = new Deadline(current.Timeout, time, caller);
            return await transports.VersionAsync(current, deadline).ConfigureAwait(false);
        });
    }

    public async Task<long> AuthenticateAsync(CancellationToken caller)
    {
        var current = options.Get(name);
        using var deadline = new Deadline(current.Timeout, time, caller);
        var session = await WaitAsync(_logins.GetOrStart(current, LoginAsync), Common, "authenticate", deadline).ConfigureAwait(false);
        return session.Uid;
    }

    public Task<JsonElement?> RunAsync(ModelCall call, CancellationToken caller) => RunAsync(call, Answers.Element, caller);

    public Task<T> RunAsync<T>(ModelCall call, OdooResultReader<T> read, CancellationToken caller)
    {
        var current = options.Get(name);
        var context = new MergedContext(current, call.Context);
        if (call.HasMoments && context.HasForeignZone)
        {
            throw new ArgumentException("Odoo reads datetime cells in the context's time zone: send texts in that zone, or leave TimeZone out.");
        }

        return ObserveAsync(call.Model, call.Method, async () =>
        {
            using var deadline = new Deadline(call.Timeout ?? current.Timeout, time, caller);
            if (transports.WithoutLogin(current) is { } direct)
            {
                return await direct.CallAsync(current, uid: 0, call, context, read, deadline).ConfigureAwait(false);
            }

            var login = _logins.GetOrStart(current, LoginAsync);
            var session = await WaitAsync(login, call.Model, call.Method, deadline).ConfigureAwait(false);
            try
            {
                return await session.Transport.CallAsync(current, session.Uid, call, context, read, deadline).ConfigureAwait(false);
            }
            catch (OdooServerException e) when (e.Kind == ErrorKind.Authentication)
            {
                _logins.Drop(login);
                throw;
            }
        });
    }

    // Shared by all callers, so no single caller's cancellation may end it.
    private Task<Session> LoginAsync(OdooClientOptions current) => ObserveAsync(Common, "authenticate", async () =>
    {
        using var deadline = new Deadline(current.Timeout, time, CancellationToken.None);
        return await transports.LoginAsync(current, deadline).ConfigureAwait(false);
    });

    private static async Task<Session> WaitAsync(Task<Session> login, string model, string method, Deadline deadline)
    {
        try
        {
            return await login.WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.Caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(deadline.Caller);
        }
        catch (OperationCanceledException)
        {
            throw new OdooTransportException(ErrorKind.Transient, model, method, "the deadline passed while logging in; nothing was sent");
        }
    }

    private async Task<T> ObserveAsync<T>(string model, string method, Func<Task<T>> call)
    {
        var started = telemetry.Now;
        using var activity = telemetry.Start(name, model, method);
        try
        {
            var result = await call().ConfigureAwait(false);
            var elapsed = telemetry.Stop(activity, started, name, model, method, error: null);
            Log.CallSucceeded(logger, name, model, method, elapsed);
            return result;
        }
        catch (OperationCanceledException)
        {
            var elapsed = telemetry.Stop(activity, started, name, model, method, "Cancelled");
            Log.CallCancelled(logger, name, model, method, elapsed);
            throw;
        }
        catch (Exception e)
        {
            var error = e is ConnectorException { Kind: var kind } ? kind.ToString() : e.GetType().Name;
            var elapsed = telemetry.Stop(activity, started, name, model, method, error);
            Log.CallFailed(logger, name, model, method, elapsed, error);
            throw;
        }
    }
}
