namespace Odoo.Connectors.Sync;

/// <summary>
/// The lease under which a port sends. A process that stood still (a debugger, a paused machine, a long collection) may wake in the
/// middle of <see cref="IPort.SendAsync"/>, long after another node took its place: what it would write then is old.
/// </summary>
/// <remarks>Ports that write by HTTP add <see cref="SendLeaseHandler"/> to the client of their writes and need nothing else.</remarks>
public static class SendLease
{
    private static readonly AsyncLocal<Scope?> s_scope = new();

    /// <summary>Whether the node may still write; true outside of <see cref="IPort.SendAsync"/>.</summary>
    public static bool Lasts => s_scope.Value?.Lasts ?? true;

    /// <summary>To be called right before the bytes of each write leave.</summary>
    /// <exception cref="ConnectorException">The lease may be over: <see cref="ErrorKind.Transient"/>, nothing was sent.</exception>
    public static void Demand()
    {
        if (!Lasts)
        {
            throw new ConnectorException(ErrorKind.Transient, "Nothing was sent: this node stood still until its lease may have been over. The node that holds the lease sends it.");
        }
    }

    /// <summary>Begins a send; it ends when what is returned is disposed of, also for what was started in it and goes on.</summary>
    internal static IDisposable Begin(Func<bool> lasts) => s_scope.Value = new Scope(lasts);

    private sealed class Scope(Func<bool> lasts) : IDisposable
    {
        private volatile bool _isOver;

        public bool Lasts => _isOver || lasts();

        public void Dispose() => _isOver = true;
    }
}
