using System.Diagnostics;
using System.Globalization;
using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary><c>seeds FIRST LAST</c> plays many, <c>seed N --trace</c> plays one and prints what happened, <c>bugs</c> looks for the planted ones.</summary>
internal static class Command
{
    private const string Usage = "seeds FIRST LAST [--step N] | seed N [--trace] | bugs [MOST [NAME]]   [--store sqlite|postgresql] [--profile story|polls|broker]";

    public static int Run(string[] args)
    {
        if (args[0] == "bugs")
        {
            return Bugs(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : BugTests.Most, args.Length > 2 ? args[2] : null);
        }

        if (!Enum.TryParse(Option(args, "--store", "sqlite"), ignoreCase: true, out StoreKind store) || !Enum.TryParse(Option(args, "--profile", "story"), ignoreCase: true, out Profile profile)
            || args.Length < 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int first))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (args[0] == "seed")
        {
            SeedResult one = Runs.Play(first, profile, new Coverage(), keepTrace: true, store: store);
            if (args.Contains("--trace"))
            {
                foreach (string line in one.Trace)
                {
                    Console.WriteLine(line);
                }
            }

            Console.WriteLine(Runs.Describe(one));
            return one.Holds ? 0 : 1;
        }

        int last = args.Length > 2 && int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : first;
        int step = int.TryParse(Option(args, "--step", "1"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? Math.Max(1, asked) : 1;
        int[] seeds = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(s => (s - first) % step == 0)];
        Coverage coverage = new();
        long started = Stopwatch.GetTimestamp();
        List<SeedResult> failed = [];
        long facts = 0;
        long steps = 0;
        Runs.Many(seeds, profile, store, coverage, result =>
        {
            facts += result.Facts;
            steps += result.Steps;
            if (!result.Holds)
            {
                failed.Add(result);
                Console.WriteLine(failed.Count <= 3 ? Runs.Describe(result) : $"seed {result.Seed}: {result.Violations[0]}");
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds.Length} seeds, {facts} facts, {steps} steps in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {failed.Count} failed."));
        foreach ((string what, long count) in coverage.All)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-28} {count,9}"));
        }

        foreach (string missing in coverage.Missing)
        {
            Console.WriteLine($"  never reached: {missing}");
        }

        return failed.Count == 0 ? 0 : 1;
    }

    /// <summary>Looks for each planted bug from the first seed on.</summary>
    private static int Bugs(int most, string? only)
    {
        List<string> missed = [];
        Parallel.ForEach(PlantedBugs.All.Where(b => only is null || b.Name == only), new ParallelOptions { MaxDegreeOfParallelism = 2 }, bug =>
        {
            SeedResult? found = Enumerable.Range(1, most).Select(seed => Runs.Play(seed, bug.Profile, new Coverage(), bug)).FirstOrDefault(r => !r.Holds);
            Console.WriteLine($"{bug.Name}: {(found is null ? "not found" : $"seed {found.Seed}: {found.Violations[0]}")}");
            if (found is null)
            {
                missed.Add(bug.Name);
            }
        });
        return missed.Count == 0 ? 0 : 1;
    }

    private static string Option(string[] args, string name, string usual)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : usual;
    }
}
