using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

/// <summary>What stands in the audit trail.</summary>
internal static class Notes
{
    public static async Task<string> OfAsync(PortBench bench)
    {
        List<string> lines = [];
        foreach (EventReport seen in await bench.Hub.EventsAsync(TestContext.Current.CancellationToken))
        {
            lines.AddRange((await bench.Hub.ExplainAsync(seen.Id, TestContext.Current.CancellationToken)).Select(a => $"{a.What}: {a.Detail}"));
        }

        return string.Join('\n', lines);
    }
}
