namespace Odoo.Connectors.Benchmarks;

/// <summary>The numbers that must hold, measured in one run.</summary>
internal static class Gate
{
    public static async Task<int> RunAsync()
    {
        Console.WriteLine("\n| bar | limit | measured | |");
        Console.WriteLine("|---|--:|--:|---|");
        bool held = true;
        foreach (Func<Task<IReadOnlyList<Bar>>> part in new[] { Accepting.MeasureAsync, Ledger.MeasureAsync, LongRun.MeasureAsync })
        {
            foreach (Bar bar in await part())
            {
                Console.WriteLine(bar);
                held &= bar.Holds;
            }
        }

        return held ? 0 : 1;
    }
}
