namespace Odoo.Connectors.Sync;

/// <summary>
/// The lease under which a port sends. A process that stood still (a debugger, a paused machine, a long collection) may wake in the
/// middle of <see cref="IPort.SendAsync"/>, long after another node took its place: what it would write then is old.
/// </summary>
/// <remarks>Ports that write by HTTP add <see cref="SendLeaseHandler"/> to the client of their writes and need nothing else.</remarks>
public static class SendLease
{
    private static readonly AsyncLocal<Func<bool>?> s_lasts = new();

    /// <summary>Whether the node may still write; true outside of <see cref="IPort.SendAsync"/>.</summary>
    public static bool Lasts => s_lasts.Value?.Invoke() ?? true;

    /// <summary>To be called right before the bytes of each write leave.</summary>
    /// <exception cref="ConnectorException">The lease may be over: <see cref="ErrorKind.Transient"/>, nothing was sent.</exception>
    public static void Demand()
    {
        if (!Lasts)
        {
            throw new ConnectorException(ErrorKind.Transient, "Nothing was sent: the lease of this node may be over, and another one may be at work in its place.");
        }
    }

    /// <summary>Sets what is asked from here on, in this flow of calls and those that it begins.</summary>
    internal static void Begin(Func<bool> lasts) => s_lasts.Value = lasts;
}
