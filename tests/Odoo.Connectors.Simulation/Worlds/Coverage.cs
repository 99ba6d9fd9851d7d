using System.Collections.Concurrent;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>How often each fault point was reached and each kind of fault happened, over all seeds of a run.</summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public static IEnumerable<string> Wanted => [.. FaultPoint.All, .. ErpFaultPoint.All, .. Enum.GetNames<FaultKind>().Select(n => $"fault {n}")];

    public IEnumerable<string> Missing => Wanted.Where(w => Of(w) == 0);

    public long Of(string what) => _counts.GetValueOrDefault(what);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    public void Count(FaultKind kind) => Count($"fault {kind}");

    public IEnumerable<KeyValuePair<string, long>> All => _counts.OrderBy(c => c.Key, StringComparer.Ordinal);
}
