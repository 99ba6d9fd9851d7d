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
        return ObserveAsync(current, "version", deadline => transports.VersionAsync(current, deadline), caller);
    }

    public async Task<long> AuthenticateAsync(CancellationToken caller)
    {
        var current = options.Get(name);
        using var deadline = new Deadline(current.Timeout, time, caller);
        var session = await WaitAsync(_logins.GetOrStart(current, LoginAsync), Common, "authenticate", deadline).ConfigureAwait(false);
        return session.Uid;
    }

    public Task<JsonElement?> RunAsync(ModelCall call, CancellationToken caller) => RunAsync(call, Answers.Element, caller);

    public async Task<T> RunAsync<T>(ModelCall call, OdooResultReader<T> read, CancellationToken caller)
    {
        var current = options.Get(name);
        var context = new MergedContext(current, call.Context);
        if (call.HasMoments && context.HasForeignZone)
        {
            throw new ArgumentException("Odoo reads datetime cells in the context's time zone: send texts in that zone, or leave TimeZone out.");
        }

        CallTrace trace = telemetry.Start(name, current, call.Model, call.Method);
        Exception? failure = null;
        try
        {
            using var deadline = new Deadline(call.Timeout ?? current.Timeout, time, caller);
            for (int conflicts = 0; ; conflicts++)
            {
                try
                {
                    if (transports.WithoutLogin(current) is { } direct)
                    {
                        trace.Transport = direct.Name;
                        return await direct.CallAsync(current, uid: 0, call, context, read, deadline).ConfigureAwait(false);
                    }

                    var login = _logins.GetOrStart(current, LoginAsync);
                    var session = await WaitAsync(login, call.Model, call.Method, deadline).ConfigureAwait(false);
                    trace.Transport = session.Transport.Name;
                    return await CallAsync(current, login, session, call, context, read, deadline).ConfigureAwait(false);
                }
                catch (OdooServerException e) when (Conflicts.Wait(e, call, current, conflicts, deadline) is { } wait)
                {
                    await Conflicts.WaitAsync(wait, e, time, deadline).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            End(trace, failure);
        }
    }

    private async Task<T> CallAsync<T>(OdooClientOptions current, Task<Session> login, Session session, ModelCall call, MergedContext context,
        OdooResultReader<T> read, Deadline deadline)
    {
        try
        {
            return await session.Transport.CallAsync(current, session.Uid, call, context, read, deadline).ConfigureAwait(false);
        }
        catch (OdooServerException e) when (e.Kind == ErrorKind.Authentication)
        {
            _logins.Drop(login);
            throw;
        }
    }

    // Shared by all callers, so no single caller's cancellation may end it.
    private Task<Session> LoginAsync(OdooClientOptions current) =>
        ObserveAsync(current, "authenticate", deadline => transports.LoginAsync(current, deadline), CancellationToken.None);

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

    private async Task<T> ObserveAsync<T>(OdooClientOptions current, string method, Func<Deadline, Task<T>> call, CancellationToken caller)
    {
        CallTrace trace = telemetry.Start(name, current, Common, method);
        Exception? failure = null;
        try
        {
            using var deadline = new Deadline(current.Timeout, time, caller);
            T result = await call(deadline).ConfigureAwait(false);
            trace.Transport = (result as Session)?.Transport.Name;
            return result;
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            End(trace, failure);
        }
    }

    private void End(in CallTrace trace, Exception? failure)
    {
        string? error = failure switch
        {
            null => null,
            OperationCanceledException => "Cancelled",
            ConnectorException { Kind: var kind } => kind.ToString(),
            _ => failure.GetType().Name,
        };
        TimeSpan elapsed = telemetry.Stop(trace, error);
        if (error is null)
        {
            Log.CallSucceeded(logger, name, trace.Model, trace.Method, elapsed);
        }
        else if (failure is OperationCanceledException)
        {
            Log.CallCancelled(logger, name, trace.Model, trace.Method, elapsed);
        }
        else
        {
            Log.CallFailed(logger, name, trace.Model, trace.Method, elapsed, error);
        }
    }
}
