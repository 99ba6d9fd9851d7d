using System.Collections.Concurrent;
using System.Globalization;
using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Simulation.Worlds;

namespace Odoo.Connectors.Simulation;

/// <summary>Plays seeds, two at a time: the worlds share nothing.</summary>
internal static class Runs
{
    private const int LastLines = 60;

    public static SeedResult Play(
        int seed, Profile profile, Coverage coverage, PlantedBug? bug = null, bool keepTrace = false, Action<World>? prepare = null, StoreKind store = StoreKind.Sqlite) =>
        new Worlds.Simulation(seed, profile, store, coverage, bug, keepTrace, prepare).Run();

    public static void Many(IEnumerable<int> seeds, Profile profile, StoreKind store, Coverage coverage, Action<SeedResult> done)
    {
        Lock gate = new();
        Parallel.ForEach(Partitioner.Create(seeds, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            SeedResult result = Play(seed, profile, coverage, store: store);
            lock (gate)
            {
                done(result);
            }
        });
    }

    /// <summary>What a failing seed tells: what was violated, how it came to that, and how to see it again.</summary>
    public static string Describe(SeedResult result)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"seed {result.Seed} ({result.Profile}, {result.Store}): {result.Facts} facts, {result.Steps} steps, hash {result.Hash:x16}, faults {string.Join(", ", result.Faults)}");
        return result.Holds
            ? $"{head}: every guarantee holds"
            : $"""
              {head}
                {string.Join("\n  ", result.Violations)}
              last steps:
                {string.Join("\n  ", result.Trace.TakeLast(LastLines))}
              replay: dotnet run --project tests/Odoo.Connectors.Simulation -c Release -- seed {result.Seed} --trace --profile {result.Profile.ToString().ToLowerInvariant()} --store {result.Store.ToString().ToLowerInvariant()}
              """;
    }
}
