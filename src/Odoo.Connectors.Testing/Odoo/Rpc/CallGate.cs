using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Rpc;

/// <summary>Lets one call in at a time: it is recorded, meets its fault, and is one transaction.</summary>
internal sealed class CallGate(World world, Func<string, string, string, EmulatorCall> record, Func<EmulatorCall, EmulatorFault> fault)
{
    private readonly Lock _gate = new();

    /// <summary>Carries a call out; <paramref name="refuse"/> makes the answer of an error, of which nothing is kept.</summary>
    public RpcReply Run(string model, string method, string arguments, Func<RpcReply> work, Func<OdooError, RpcReply> refuse)
    {
        lock (_gate)
        {
            var call = record(model, method, arguments);
            call.Fault = fault(call);
            if (Before(call.Fault) is { } lost)
            {
                return lost;
            }

            RpcReply reply;
            try
            {
                reply = world.Transaction(work);
                call.Applied = true;
            }
            catch (OdooError error)
            {
                reply = refuse(error);
            }
            catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException or NullReferenceException or InvalidCastException or OverflowException or IndexOutOfRangeException)
            {
                // Something that a real Odoo may well do: said in a way that a test cannot miss.
                reply = refuse(new OdooError("builtins.NotImplementedError", $"The emulator does not handle this call of {model}.{method}: {e.Message}"));
            }

            return After(call.Fault) ?? reply;
        }
    }

    private static RpcReply? Before(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropRequest => RpcReply.Cut,
        EmulatorFault.ServerErrorPage => RpcReply.Html(502, "Bad Gateway", "nginx"),
        EmulatorFault.Unavailable => RpcReply.Html(503, "Service Unavailable", "The server is temporarily unable to service your request."),
        EmulatorFault.RateLimited => RpcReply.Html(429, "Too Many Requests", "Slow down.").With("Retry-After", "1"),
        _ => null,
    };

    private static RpcReply? After(EmulatorFault fault) => fault switch
    {
        EmulatorFault.DropReply => RpcReply.Cut,
        EmulatorFault.ServerErrorPageAfter => RpcReply.Html(502, "Bad Gateway", "nginx"),
        _ => null,
    };
}
