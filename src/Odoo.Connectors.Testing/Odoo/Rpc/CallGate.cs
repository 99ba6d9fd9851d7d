using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Automation;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>
/// Every call passes here: it is recorded, meets its fault, takes its time, and is one transaction. Transactions run one at a time; a slow
/// one sees what was committed meanwhile, as after Odoo's own retry, but what it writes carries the time at which it began.
/// </summary>
internal sealed class CallGate(World world, OdooEmulatorOptions options, Func<string, string, string, EmulatorCall> record, OdooEmulator emulator, WebhookSender webhooks)
{
    private readonly Lock _gate = new();

    /// <summary>Carries a call out. Whoever called may be gone by then: Odoo does not notice.</summary>
    public async Task<RpcReply> RunAsync(GatedCall asked)
    {
        var (reply, posts) = await CarryOutAsync(asked).ConfigureAwait(false);
        await webhooks.SendAsync(posts).ConfigureAwait(false);
        return reply;
    }

    private async Task<(RpcReply Reply, IReadOnlyList<WebhookPost> Posts)> CarryOutAsync(GatedCall asked)
    {
        EmulatorCall call;
        TimeSpan latency;
        lock (_gate)
        {
            call = record(asked.Model, asked.Method, asked.Arguments);
            call.Fault = emulator.OnCall?.Invoke(call) ?? EmulatorFault.None;
            if (Before(call.Fault) is { } lost)
            {
                return (lost, []);
            }

            latency = emulator.Latency?.Invoke(call) ?? TimeSpan.Zero;
            if (latency <= TimeSpan.Zero)
            {
                return Carry(call, asked);
            }
        }

        var started = options.TimeProvider.GetUtcNow();
        var isTooLong = latency >= options.LimitTimeReal;
        await Task.Delay(isTooLong ? options.LimitTimeReal : latency, options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        if (isTooLong)
        {
            return (RpcReply.Cut, []);
        }

        lock (_gate)
        {
            world.Clock.Started = started;
            return Carry(call, asked);
        }
    }

    /// <summary>Changes the database from outside a call.</summary>
    public void Change(Action change)
    {
        lock (_gate)
        {
            world.Transaction<object?>(() =>
            {
                change();
                return null;
            });
        }
    }

    /// <summary>What a person does in Odoo: a transaction that is no call, meets no fault and takes no time.</summary>
    public async Task<JsonNode?> ActAsync(Func<JsonNode?> act)
    {
        JsonNode? result;
        IReadOnlyList<WebhookPost> posts;
        lock (_gate)
        {
            result = world.Transaction(act);
            posts = world.Automations.Take();
        }

        await webhooks.SendAsync(posts).ConfigureAwait(false);
        return result;
    }

    private (RpcReply, IReadOnlyList<WebhookPost>) Carry(EmulatorCall call, GatedCall asked)
    {
        RpcReply reply;
        try
        {
            var work = ServerFaults.Of(call.Fault, asked.Method, asked.LoadedRows);
            reply = world.Transaction(work is null ? asked.Work : () => asked.Answer(work()));
            call.Applied = work is null;
        }
        catch (OdooError error)
        {
            reply = asked.Refuse(error);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException or NullReferenceException or InvalidCastException or OverflowException or IndexOutOfRangeException)
        {
            // Something that a real Odoo may well do: said in a way that a test cannot miss.
            reply = asked.Refuse(new OdooError("builtins.NotImplementedError", $"The emulator does not handle this call of {asked.Model}.{asked.Method}: {e.Message}"));
        }

        return (After(call.Fault) ?? reply, world.Automations.Take());
    }

    private static RpcReply? Before(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropRequest => RpcReply.Cut,
        EmulatorFault.ServerErrorPage => RpcReply.Html(502, "Bad Gateway", "nginx"),
        EmulatorFault.GatewayTimeout => RpcReply.Html(504, "Gateway Timeout", "nginx"),
        EmulatorFault.Unavailable => RpcReply.Html(503, "Service Unavailable", "The server is temporarily unable to service your request."),
        EmulatorFault.RateLimited => RpcReply.Html(429, "Too Many Requests", "Slow down.").With("Retry-After", "1"),
        EmulatorFault.Redirect => RpcReply.Html(303, "See Other", "nginx").With("Location", "/web/login"),
        _ => null,
    };

    private static RpcReply? After(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropReply => RpcReply.Cut,
        EmulatorFault.ServerErrorPageAfter => RpcReply.Html(502, "Bad Gateway", "nginx"),
        EmulatorFault.GatewayTimeoutAfter => RpcReply.Html(504, "Gateway Timeout", "nginx"),
        _ => null,
    };
}
