namespace Odoo.Connectors.Benchmarks;

/// <summary>The numbers that must hold, measured in one run.</summary>
internal static class Gate
{
    private static readonly (string Name, Func<Task<IReadOnlyList<Bar>>> Measure)[] Parts =
    [
        ("client", ClientBars.MeasureAsync), ("mapping", MappingBars.MeasureAsync), ("stream", Streaming.MeasureAsync),
        ("store", Accepting.MeasureAsync), ("ledger", Ledger.MeasureAsync), ("bulk", Bulk.MeasureAsync), ("backfill", Backfill.MeasureAsync), ("run", LongRun.MeasureAsync), ("usage", Usage.MeasureAsync),
        ("reconcile", Reconciling.MeasureAsync), ("month", Month.MeasureAsync),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="which">One part's name, or <c>all</c>.</param>
    /// <returns>0 when every bar holds, 1 when one was missed, 2 when there is no such part.</returns>
    public static async Task<int> RunAsync(string which)
    {
        (string, Func<Task<IReadOnlyList<Bar>>> Measure)[] parts = [.. Parts.Where(p => which == "all" || which == p.Name)];
        if (parts.Length == 0)
        {
            await Console.Error.WriteLineAsync($"Usage: gate [{string.Join('|', Parts.Select(p => p.Name))}]");
            return 2;
        }

        Console.WriteLine();
        bool held = true;
        foreach ((_, Func<Task<IReadOnlyList<Bar>>> measure) in parts)
        {
            foreach (Bar bar in await measure())
            {
                Console.WriteLine(bar);
                held &= bar.Holds;
            }
        }

        return held ? 0 : 1;
    }
}
