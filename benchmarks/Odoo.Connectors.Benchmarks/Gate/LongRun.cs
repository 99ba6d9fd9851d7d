using System.Diagnostics;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Whether the hundred-thousandth event costs what the first ones did, in CPU time and in memory.</summary>
internal static class LongRun
{
    private const int Short = 10_000;
    private const int Long = 100_000;
    private const int Page = 1_000;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        await using EngineRig rig = new("long run", 25, TimeSpan.Zero);
        await WorkAsync(rig, Page);
        long heapBefore = Heap();
        double first = await WorkAsync(rig, Short);
        double rest = await WorkAsync(rig, Long - Short);
        double grown = (Heap() - heapBefore) / (1024.0 * 1024.0);
        double perEvent = (first + rest) / Long;
        return
        [
            Bar.Ceiling("CPU per event over 100,000 events, × that over the first 10,000", perEvent / (first / Short), 1.25),
            Bar.Ceiling("heap after a full collection, MiB more after 100,000 events", grown, 16),
        ];
    }

    /// <summary>CPU milliseconds of the process to accept, decide, send and settle.</summary>
    private static async Task<double> WorkAsync(EngineRig rig, int count)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int done = 0; done < count; done += Page)
        {
            await rig.AcceptAsync(Page);
            await rig.StepAsync();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
