using System.Diagnostics;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.CrashHost;

/// <summary>SIGKILL to itself at one hit of one fault point: no finally block runs, no buffer is flushed.</summary>
internal sealed class KillSwitch(string point, int hit) : IFaultPoints
{
    private int _hits;

    public void Reached(string reached)
    {
        if (reached == point && Interlocked.Increment(ref _hits) == hit)
        {
            Process.GetCurrentProcess().Kill();
            new ManualResetEventSlim().Wait();
        }
    }
}
