namespace Odoo.Connectors.Sync;

/// <summary>
/// Counts the calls that a send really makes. A port that counts them is charged with them instead of with
/// <see cref="IPort.CallCost"/>, which is reckoned before anything is known; what was overdrawn is waited for before the next send.
/// </summary>
/// <remarks>Ports that speak HTTP add <see cref="SendCallsHandler"/> to their clients and need nothing else.</remarks>
public static class SendCalls
{
    private static readonly AsyncLocal<Tally?> s_tally = new();

    /// <summary>To be called for each call; outside of <see cref="IPort.SendAsync"/> it counts nothing.</summary>
    public static void Count() => s_tally.Value?.Add();

    /// <summary>Begins to count for what is called from here on.</summary>
    internal static Tally Begin() => s_tally.Value = new Tally();

    internal sealed class Tally
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public void Add() => Interlocked.Increment(ref _calls);
    }
}
