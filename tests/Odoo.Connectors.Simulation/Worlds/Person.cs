using System.Text.Json.Nodes;
using Odoo.Connectors.Simulation.Checks;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>Looks at cases now and then, and at the end clears what is open.</summary>
internal sealed class Person(World world)
{
    private const int MostRounds = 8;

    /// <summary>What a person may be asked in these worlds. Anything else is a fault of the hub.</summary>
    private static readonly string[] s_expected =
    [
        "deal-changed", "bad-input", "refund-without-credit-note", "status-overwritten", "deal-not-won", "missing-payment", "still-failing",
    ];

    public async Task RunAsync()
    {
        while (!world.Billing.IsOver)
        {
            await world.Scheduler.SleepAsync(TimeSpan.FromSeconds(45), "looks");
            if (world.Chance.Next(3) == 0)
            {
                await RetryAsync();
            }
        }

        // A while after the last fact faults stop; what is still on its way arrives.
        await world.Scheduler.SleepAsync(TimeSpan.FromSeconds(world.Chance.Next(5, 120)), "waits for the storm to pass");
        world.Chaos.IsCalm = true;
        world.IsMended = true;
        for (int round = 0; ; round++)
        {
            await SettleAsync();
            world.Billing.PutDealsBack();
            if (await RetryAsync() == 0)
            {
                await RepeatAsync();
                return;
            }

            if (round == MostRounds)
            {
                IReadOnlyList<CaseInfo> cases = await Hub().Cases.ListAsync();
                world.Violated("endless-case", string.Join("; ", cases.Select(c => $"{c.Reason.Cause} {c.Reason.Message}").Take(4)));
                return;
            }
        }
    }

    /// <summary>Everything comes again, and in some of the worlds everything is decided again: nothing in any target changes.</summary>
    private async Task RepeatAsync()
    {
        using Books books = new(world);
        string before = books.Digest();
        foreach (JsonObject evt in world.Webhooks.All.ToList())
        {
            world.Webhooks.SendOnce(evt, 1000);
        }

        await SettleAsync();
        if (world.Seed % 4 == 0)
        {
            // In any order: an older fact's replay must not undo what a later one brought.
            long[] ids = [.. world.Store.Query("SELECT id FROM inbox WHERE state IN (4, 5) ORDER BY id", r => r.GetInt64(0))];
            world.Chance.Shuffle(ids);
            foreach (long id in ids)
            {
                await ReplayAsync(id);
            }

            await SettleAsync();
        }

        string after = books.Digest();
        if (after != before)
        {
            (string First, string Second) differs = before.Split('\n').Zip(after.Split('\n')).FirstOrDefault(p => p.First != p.Second);
            world.Violated("replay", $"'{differs.First}' became '{differs.Second}'");
        }
    }

    private async Task ReplayAsync(long id)
    {
        try
        {
            await Hub().Replay.ReplayAsync(id, "the bookkeeper", preview: false);
            world.Coverage.Count("replayed");
        }
        catch (ConnectorException e) when (e.InnerException is null)
        {
            // Refused: a later fact stands against it.
            world.Trace.Write($"replay of {id}: {e.Message}");
            world.Coverage.Count("replay refused");
        }
    }

    private Hub Hub() => world.Nodes.First(n => !n.IsDead).Hub;

    /// <summary>Nothing is on its way, nothing moves any more, and polls have seen the last change.</summary>
    private async Task SettleAsync()
    {
        int still = 0;
        while (still < (world.Profile == Profile.Story ? 3 : 6))
        {
            await world.Scheduler.SleepAsync(TimeSpan.FromSeconds(20), "is it quiet?");
            bool busy = world.Webhooks.OnTheirWay > 0 || world.Pending > 0 || world.Nodes.Any(n => !n.IsReady || n.IsDead || n.FrozenUntil > world.Clock.GetUtcNow())
                || world.Store.Query(Moving, r => r.GetInt64(0)).Sum() > 0;
            still = busy ? 0 : still + 1;
        }
    }

    // What stands behind a parked event or a refused effect does not move by itself.
    private const string Moving =
        """
        WITH RECURSIVE stuck(key) AS (
            SELECT key FROM effect WHERE state = 4
            UNION SELECT n.effect FROM effect_need n JOIN stuck s ON n.needs = s.key)
        SELECT COUNT(*) FROM inbox i WHERE i.state IN (0, 1)
            AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.lane = i.lane AND e.subject = i.subject AND e.id < i.id AND e.state = 3)
        UNION ALL SELECT COUNT(*) FROM effect WHERE state IN (0, 1, 2) AND key NOT IN (SELECT key FROM stuck)
        """;

    private async Task<int> RetryAsync()
    {
        SimNode? node = world.Nodes.FirstOrDefault(n => n.IsReady && !n.IsDead && n.FrozenUntil <= world.Clock.GetUtcNow());
        if (node is null)
        {
            return 1;
        }

        try
        {
            IReadOnlyList<CaseInfo> cases = await node.Hub.Cases.ListAsync();
            foreach (CaseInfo open in cases)
            {
                world.Trace.Write($"case {open.Reason.Cause}: {open.Reason.Message}");
                world.Coverage.Count($"case {open.Reason.Cause}");
                if (!s_expected.Contains(open.Reason.Cause))
                {
                    world.Violated("needless-case", $"{open.Reason.Cause}: {open.Reason.Message} {open.EffectKey}");
                }

                await node.Hub.Cases.RetryAsync(open.Id, "the bookkeeper");
            }

            return cases.Count;
        }
        catch (ConnectorException e) when (e.InnerException is StoreDown)
        {
            return 1;
        }
    }
}
