using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Port;

namespace Odoo.Connectors.Tests;

/// <summary>A dispute and a payout from the gateway to the ledger: step by step, in any order, twice, and over crashes.</summary>
public sealed class GatewayStoryTests
{
    private static readonly (string, decimal, decimal, decimal) s_end = ("paid", 0m, 252.98m, 19.27m); // fees: 4.27 and 15.00

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispute_TakenGivenBackAndPaidOut_IsBookedToTheCent(bool effectAction)
    {
        await using GatewayStory story = await GatewayStory.StartAsync(effectAction);
        foreach (StoryStep step in story.Before)
        {
            story.World.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await story.DeliverAsync(step.Json);
            }
        }

        await story.World.DrainAsync();
        Assert.Equal(("paid", 272.25m, 0m, 0m), await story.BooksAsync());

        story.Occur(GatewayStory.Withdrawn);
        await story.DeliverAsync(GatewayStory.Withdrawn);
        await story.World.DrainAsync();
        Assert.Equal(("not_paid", -15m, 0m, 15m), await story.BooksAsync()); // 272.25 - 272.25 - 15.00

        story.Occur(GatewayStory.Reinstated);
        await story.DeliverAsync(GatewayStory.Reinstated);
        await story.World.DrainAsync();
        Assert.Equal(("paid", 257.25m, 0m, 15m), await story.BooksAsync());

        story.Settle();
        story.Occur(GatewayStory.PaidOut);
        await story.DeliverAsync(GatewayStory.PaidOut);
        await story.World.DrainAsync();
        await AssertEndAsync(story, "in order");
    }

    [Theory]
    [InlineData(true, 1, 6)]
    [InlineData(false, 7, 2)]
    public async Task Events_InRandomOrderAndTwice_SameLedger(bool effectAction, int first, int count)
    {
        for (int seed = first; seed < first + count; seed++)
        {
            await using GatewayStory story = await GatewayStory.StartAsync(effectAction);
            JsonObject[] events = Happen(story);
            events = [.. events, .. events];
            Random random = new(seed);
            random.Shuffle(events);
            foreach (JsonObject evt in events)
            {
                await story.DeliverAsync(evt);
                if (random.Next(2) == 0)
                {
                    await story.World.Hub.DrainAsync(TimeSpan.Zero, Cancel);
                }
            }

            await story.World.DrainAsync();
            await AssertEndAsync(story, $"seed {seed}");
        }
    }

    public static TheoryData<string, int, bool> Points => new()
    {
        { FaultPoint.NeedRead, 9, true },
        { FaultPoint.BeforeDecided, 6, true },
        { FaultPoint.Sending, 7, true },
        { FaultPoint.Answered, 8, true },
        { FaultPoint.Settled, 6, true },
        { ErpFaultPoint.Reconciled, 2, true },
        { ErpFaultPoint.Reconciled, 3, true },
        { ErpFaultPoint.Unmatched, 1, false },
        { ErpFaultPoint.Reconciled, 2, false },
        { ErpFaultPoint.Reconciled, 4, false },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Died_AtAStepOfTheMoney_SameLedgerAfterRestart(string point, int hit, bool effectAction)
    {
        using Crash crash = new();
        crash.At(point, hit);
        await using GatewayStory story = await GatewayStory.StartAsync(effectAction, s => s.AddSingleton<IFaultPoints>(crash));
        foreach (JsonObject evt in Happen(story))
        {
            await story.DeliverAsync(evt);
        }

        try
        {
            await story.World.Hub.DrainAsync(TimeSpan.FromSeconds(20), crash.Token);
        }
        catch (OperationCanceledException) when (crash.Happened)
        {
        }

        Assert.True(crash.Happened, $"{point} was reached {crash.Hits.GetValueOrDefault(point)} times");
        await story.World.RestartAsync();
        await story.World.DrainAsync();
        await AssertEndAsync(story, $"died at {point}, hit {hit}");
    }

    /// <summary>Everything happens at the vendors.</summary>
    /// <returns>What they tell of it.</returns>
    private static JsonObject[] Happen(GatewayStory story)
    {
        foreach (StoryStep step in story.Before)
        {
            story.World.Emulators.Happen(step);
        }

        JsonObject[] told = [GatewayStory.Withdrawn, GatewayStory.Reinstated, GatewayStory.PaidOut];
        foreach (JsonObject evt in told)
        {
            story.Occur(evt);
        }

        story.Settle();
        return [.. story.Before.Where(s => s.IsEvent).Select(s => s.Json), .. told];
    }

    private static async Task AssertEndAsync(GatewayStory story, string because)
    {
        Assert.True((await story.World.CasesAsync()).Count == 0, $"{because}\n{string.Join('\n', await story.World.CasesAsync())}\n{await story.World.ExplainAsync()}");
        Assert.Equal(s_end, await story.BooksAsync());
        Assert.Equal((2, 1), await story.EntriesAsync());
    }
}
