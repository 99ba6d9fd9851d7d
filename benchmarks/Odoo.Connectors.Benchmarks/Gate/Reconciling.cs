using System.Diagnostics;
using System.Globalization;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Benchmarks;

/// <summary>A source and two companies of Odoo, alike but for what was seeded: whether all of it is found and nothing else.</summary>
internal static class Reconciling
{
    private const int OfEach = 5;
    private const int InFlight = 50;
    private const double Mebi = 1024.0 * 1024.0;

    public static async Task<IReadOnlyList<Bar>> MeasureAsync()
    {
        int documents = Number("RECONCILE_DOCUMENTS", 100_000), seed = Number("RECONCILE_SEED", 1);
        SeededRun run = new(documents, OfEach, seed, InFlight);
        using HeapWatch heap = new();
        run.Started = heap.Begin;
        await run.RunAsync(CancellationToken.None);
        string[] none = [.. run.Found.Except(run.Seeds), .. run.Found.GroupBy(f => f).Where(g => g.Count() > 1).Select(g => g.Key)];
        string[] missed = [.. run.Seeds.Except(run.Found)];
        foreach (string wrong in none.Select(n => $"found, and is none: {n}").Concat(missed.Select(m => $"not found: {m}")))
        {
            Console.WriteLine(wrong);
        }

        string what = string.Create(CultureInfo.InvariantCulture, $"reconciliation of {documents:N0} documents, seed {seed}");
        return
        [
            Bar.Floor($"{what}: found of {run.Seeds.Count} discrepancies, with the right kind", run.Seeds.Count - missed.Length, run.Seeds.Count),
            Bar.Ceiling($"{what}: found that are none", none.Length, 0),
            Bar.Floor($"{what}: told and not decided, in flight of {InFlight}", run.Report.InFlight.Count, InFlight),
            Bar.Told($"{what}: booked or paid while it ran, none of them reported", 2 * InFlight),
            Bar.Ceiling($"{what}: seconds", run.Took.TotalSeconds, 60),
            Bar.Told($"{what}: calls of Odoo", run.Calls),
            Bar.Told($"{what}: most on the heap meanwhile, MiB more than before", heap.Most / Mebi),
            Bar.Told($"{what}: most memory of the process, MiB, with both sides of the books", Process.GetCurrentProcess().PeakWorkingSet64 / Mebi),
        ];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    /// <summary>The most that was on the heap at any of many looks, garbage included.</summary>
    private sealed class HeapWatch : IDisposable
    {
        private readonly Timer _timer;
        private long _before = long.MaxValue;
        private long _most;

        public HeapWatch() => _timer = new Timer(_ => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false)), null, Timeout.Infinite, Timeout.Infinite);

        public double Most => _most - _before;

        public void Begin()
        {
            _before = GC.GetTotalMemory(forceFullCollection: true);
            _timer.Change(0, 10);
        }

        public void Dispose() => _timer.Dispose();
    }
}
