using System.Net;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests;

/// <summary>The stories without a public address: nothing is sent to the hub, it reads.</summary>
public sealed class PollsOnlyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ReplayTests.Stories), MemberType = typeof(ReplayTests))]
    public async Task Story_WebhooksOff_BooksHoldToTheCent(string story, bool effectAction)
    {
        StoryClock clock = new();
        clock.MoveTo(Story.Read(Story.Find(story)).Steps.First(s => s.IsEvent));
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction, more: clock.PollOnly);
        foreach (StoryStep step in world.Story.Steps)
        {
            clock.MoveTo(step);
            world.Emulators.Happen(step);
            await world.DrainAsync();
        }

        await world.AssertBooksAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await world.DeliverAsync(world.Events[0].Json));
        await AssertOnceAsync(world);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("yen-early-payment")]
    public async Task Story_WebhooksLostForAWhile_PollsCatchUpAndNothingIsTakenTwice(string story)
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            Random random = new(seed);
            StoryClock clock = new();
            clock.MoveTo(Story.Read(Story.Find(story)).Steps.First(s => s.IsEvent));
            await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction: true, s => s with { WaitDeadline = TimeSpan.FromDays(60) }, clock.Poll);
            await world.Hub.Feeds.PauseAsync("stripe", "events", "tester", Cancel);
            foreach (StoryStep step in world.Story.Steps)
            {
                clock.MoveTo(step);
                world.Emulators.Happen(step);
                if (step.IsEvent && random.Next(2) == 0)
                {
                    await world.DeliverAsync(step.Json);
                }

                await world.Hub.DrainAsync(TimeSpan.Zero, Cancel);
            }

            await world.Hub.Feeds.ResumeAsync("stripe", "events", "tester", Cancel);
            await world.DrainAsync();
            foreach (StoryStep step in world.Events)
            {
                Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(step.Json));
            }

            await world.DrainAsync();
            await world.AssertBooksAsync($"seed {seed}");
            await AssertOnceAsync(world);
        }
    }

    private static async Task AssertOnceAsync(StoryWorld world) =>
        Assert.Equal(world.Events.Count, (await world.Hub.EventsAsync(Cancel)).Count(e => e.System == "stripe"));
}
