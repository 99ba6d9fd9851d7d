using System.Collections.Concurrent;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>How often each fault point was reached and each kind of fault happened, over all seeds of a run.</summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>In this world no payment is taken back and no contract grows by a line: <c>MoneyCrashTests</c> and <c>CrashPointTests</c> stop there.</summary>
    private static readonly string[] s_elsewhere = [ErpFaultPoint.Unmatched, ErpFaultPoint.LinesAdded];

    public static IEnumerable<string> Wanted => [.. FaultPoint.All, .. ErpFaultPoint.All.Except(s_elsewhere), .. Enum.GetNames<FaultKind>().Select(n => $"fault {n}")];

    public IEnumerable<string> Missing => Wanted.Where(w => Of(w) == 0);

    public long Of(string what) => _counts.GetValueOrDefault(what);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    public void Count(FaultKind kind) => Count($"fault {kind}");

    public IEnumerable<KeyValuePair<string, long>> All => _counts.OrderBy(c => c.Key, StringComparer.Ordinal);
}
