using Odoo.Connectors.Simulation.Bugs;
using Odoo.Connectors.Simulation.Checks;
using Odoo.Connectors.Simulation.Storage;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>Plays one seed from the first account to the last check.</summary>
internal sealed class Simulation(int seed, Profile profile, StoreKind kind, Coverage coverage, PlantedBug? bug = null, bool keepTrace = false, Action<World>? prepare = null)
{
    private const int MostSteps = 60_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(3);

    public SeedResult Run()
    {
        SeedResult? result = null;
        Thread thread = new(() => result = Play(), 16 * 1024 * 1024) { IsBackground = true };
        thread.Start();
        thread.Join();
        return result!;
    }

    private SeedResult Play()
    {
        using IStore store = kind == StoreKind.Sqlite ? SqliteStore.Take() : PostgreSqlStore.Take();
        World world = new(seed, profile, store, coverage, bug, keepTrace);
        try
        {
            bool settled = false;
            prepare?.Invoke(world);
            world.StartNode("a");
            world.StartNode("b");
            world.Scheduler.Start("business", null, world.Billing.RunAsync);
            world.Scheduler.Start("chaos", null, world.Chaos.RunAsync);
            Person person = new(world);
            world.Scheduler.Start("person", null, async () =>
            {
                await person.RunAsync();
                settled = true;
            });
            DateTimeOffset end = world.Clock.GetUtcNow() + s_longest;
            while (!settled && world.Trace.Count < MostSteps && (bug is null || world.Violations.Count == 0) && world.Clock.GetUtcNow() < end && world.Scheduler.Faults.Count == 0 && world.Scheduler.Step())
            {
            }

            foreach (Exception fault in world.Scheduler.Faults)
            {
                world.Violated("broken", fault.ToString());
            }

            if (!settled && world.Violations.Count == 0)
            {
                world.Violated("unsettled", string.Join("; ", store.Query(
                    "SELECT id, kind, subject, state, reason FROM inbox WHERE state NOT IN (4, 5, 6)",
                    r => $"event {r.GetValue(0)} {r.GetValue(1)} {r.GetValue(2)} state {r.GetValue(3)} {r.GetValue(4)}").Take(6)));
            }

            if (settled)
            {
                world.Chaos.IsCalm = true;
                using Books books = new(world);
                books.Check();
            }
        }
        catch (Exception e)
        {
            world.Violated("broken", e.ToString());
        }

        return new SeedResult(
            seed, profile, kind, world.Violations, world.Trace.Hash, world.Trace.Count, [.. world.Trace.Lines], world.Billing.Events.Count + world.Billing.Edits, [.. world.Chaos.Kinds]);
    }
}

/// <summary>What became of a seed.</summary>
internal sealed record SeedResult(
    int Seed, Profile Profile, StoreKind Store, IReadOnlyList<string> Violations, ulong Hash, long Steps, IReadOnlyList<string> Trace, int Facts, IReadOnlyList<FaultKind> Faults)
{
    public bool Holds => Violations.Count == 0;
}
