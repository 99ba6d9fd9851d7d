using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>
/// The process is killed at every fault point it registers, then started again: the ledger is the same. <c>ODOO_CRASH_ALL=1</c> kills it at two hits of each by
/// both ways of writing; otherwise at the first by the effect action, and at the second step by step.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<string, int, bool> Points
    {
        get
        {
            TheoryData<string, int, bool> data = [];
            foreach (string point in FaultPoint.All)
            {
                data.Add(point, 1, true);
                data.Add(point, 2, false);
                if (Environment.GetEnvironmentVariable("ODOO_CRASH_ALL") == "1")
                {
                    data.Add(point, 1, false);
                    data.Add(point, 2, true);
                }
            }

            // In no story is a payment taken back, or a line added to a contract.
            foreach (string point in ErpFaultPoint.All.Except([ErpFaultPoint.Unmatched, ErpFaultPoint.LinesAdded]))
            {
                data.Add(point, 1, false);
                if (point is not (ErpFaultPoint.TaxForced))
                {
                    data.Add(point, 2, false);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Killed_AtFaultPoint_SameLedgerAfterRestart(string point, int hit, bool effectAction)
    {
        // Tax is forced in one story only.
        string story = point == ErpFaultPoint.TaxForced ? "inclusive-drift" : "plain";
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        await KillAsync(world, point, hit);
    }

    internal static async Task KillAsync(StoryWorld world, string point, int hit)
    {
        await using HubProcess hub = new(world.Settings);
        await hub.StartAsync(point, hit);
        foreach (StoryStep step in world.Story.Steps)
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await hub.DeliverAsync(step.Json);
            }
            else if (step.What == "Opportunity")
            {
                // The poll that would find the deal comes once a minute; a restart polls at once.
                await hub.RestartAsync(point, hit);
            }
        }

        await hub.WaitUntilKilledAsync();
        await hub.StartAsync();
        foreach (StoryStep evt in world.Events)
        {
            await hub.DeliverAsync(evt.Json);
        }

        await world.DrainAsync();
        await world.AssertBooksAsync($"killed at {point}, hit {hit}");
    }
}
