using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Port.Payments;

internal static class BenchPreflight
{
    /// <summary>What the port says is missing in its Odoo.</summary>
    public static Task<IReadOnlyList<string>> CheckAsync(this PortBench bench) =>
        bench.Services.GetServices<IConnectedSystem>().OfType<IPreflight>().Single().CheckAsync([], TestContext.Current.CancellationToken);
}
