namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// Every round runs every variant once, so that a busy neighbour meets all of them; the table shows medians over the
/// rounds, and each ratio is the median of the ratios inside a round.
/// </summary>
internal static class Interleaved
{
    /// <summary>Measures CPU time and allocated bytes of work that stays on the calling thread.</summary>
    public static void Compare(string title, int items, string item, int rounds, int warmups, int baseline, params Variant[] variants)
    {
        (Samples cpu, Samples wall, long[] bytes) = Measure(rounds, warmups, variants);
        Console.WriteLine($"\n### {title}\n");
        Console.WriteLine($"| variant | CPU µs per {item} | × CPU | wall µs per {item} | × wall | bytes per {item} |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        for (int i = 0; i < variants.Length; i++)
        {
            Console.WriteLine(
                $"| {variants[i].Name} | {cpu.Median(i) * 1e3 / items:F2} | {cpu.Ratio(i, baseline):F2} | {wall.Median(i) * 1e3 / items:F2} | {wall.Ratio(i, baseline):F2} | {bytes[i] / (double)items:N0} |");
        }
    }

    /// <summary>The same without a table: CPU and wall time of each round, and bytes of the last.</summary>
    public static (Samples Cpu, Samples Wall, long[] Bytes) Measure(int rounds, int warmups, params Variant[] variants)
    {
        for (int i = 0; i < warmups; i++)
        {
            foreach (Variant variant in variants)
            {
                variant.Prepare();
                GC.KeepAlive(variant.Run());
            }
        }

        Samples cpu = new(variants.Length), wall = new(variants.Length);
        long[] bytes = new long[variants.Length];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < variants.Length; i++)
            {
                variants[i].Prepare();
                GC.Collect();
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                double wallStart = Machine.WallMilliseconds(), cpuStart = Machine.CpuMilliseconds();
                object made = variants[i].Run();
                cpu.Add(i, Machine.CpuMilliseconds() - cpuStart);
                wall.Add(i, Machine.WallMilliseconds() - wallStart);
                bytes[i] = GC.GetAllocatedBytesForCurrentThread() - allocated;
                GC.KeepAlive(made);
            }
        }

        return (cpu, wall, bytes);
    }
}
