using Odoo.Connectors.Flows;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>However the parts are wired, the books are the same.</summary>
public sealed class TopologyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ReplayTests.Stories), MemberType = typeof(ReplayTests))]
    public async Task Story_InFourWirings_OneStateOfTheBooks(string story, bool effectAction)
    {
        string hub = await HubAndSpokeAsync(story, effectAction);
        Assert.Contains("account.move oc_stripe.invoice_", hub, StringComparison.Ordinal);
        (string Wiring, string Books)[] others =
        [
            ("point-to-point", await PointToPointAsync(story, effectAction)),
            ("polls only", await PollsOnlyAsync(story, effectAction)),
            ("event-driven", await EventDrivenAsync(story, effectAction, 7, Unruly(7))),
        ];
        foreach ((string wiring, string books) in others)
        {
            Assert.True(CanonicalBooks.Hash(hub) == CanonicalBooks.Hash(books), $"{wiring}\n{hub}\n---\n{books}");
        }
    }

    [Fact]
    public async Task EventDriven_10SeedsOfDuplicatesReorderAndLostConfirms_OneStateOfTheBooks()
    {
        string expected = await HubAndSpokeAsync("plain", effectAction: true);
        (int lost, int repeats) = (0, 0);
        for (int seed = 1; seed <= 10; seed++)
        {
            InMemoryBroker broker = Unruly(seed);
            string books = await EventDrivenAsync("plain", effectAction: true, seed, broker);
            (lost, repeats) = (lost + broker.LostConfirms, repeats + broker.Repeats);
            Assert.True(expected == books, $"seed {seed}\n{expected}\n---\n{books}");
        }

        Assert.True(lost > 10 && repeats > 10, $"{lost} confirms were lost and {repeats} messages came again: the broker was too kind.");
    }

    private static async Task<string> HubAndSpokeAsync(string story, bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        await world.PlayAsync();
        await world.AssertBooksAsync();
        return await BooksAsync(world);
    }

    /// <summary>One feed, Stripe's webhooks, and one port, Odoo; the CRM is only looked up.</summary>
    private static async Task<string> PointToPointAsync(string story, bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(
            story, effectAction, more: s => s.Configure<LeadToCashOptions>(o => o.Crm = null));
        foreach (string stream in (string[])["accounts", "opportunities", "lines"])
        {
            await world.Hub.Feeds.PauseAsync("salesforce", stream, "tester", Cancel);
        }

        await world.PlayAsync();
        Assert.Empty(await world.CasesAsync());
        Assert.DoesNotContain(await world.Hub.EventsAsync(Cancel), e => e.System == "salesforce");
        return await BooksAsync(world);
    }

    private static async Task<string> PollsOnlyAsync(string story, bool effectAction)
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

        return await BooksAsync(world);
    }

    private static InMemoryBroker Unruly(int seed) => new(new InMemoryBrokerOptions
    {
        Seed = seed, DuplicateRate = 0.3, RedeliveryRate = 0.3, ReorderRate = 0.5, LostConfirmRate = 0.2,
    });

    private static async Task<string> EventDrivenAsync(string story, bool effectAction, int seed, InMemoryBroker broker)
    {
        await using StoryWorld world = await StoryWorld.StartAsync(story, effectAction);
        Random random = new(seed);
        await using EventDrivenHubs hubs = new(world.Settings, world.Emulators, broker);
        foreach (StoryStep step in world.Story.Steps)
        {
            world.Emulators.Happen(step);
            if (step.IsEvent)
            {
                await hubs.DeliverAsync(step.Json, world.Settings.WebhookSecret);
                if (random.Next(2) == 0)
                {
                    await hubs.DrainAsync(TimeSpan.Zero);
                }
            }
        }

        await hubs.DrainAsync(TimeSpan.FromSeconds(20));
        IReadOnlyList<Check> checks = await Samples.LeadToCash.Program.CompareAsync(world.Story, world.Settings, Cancel);
        string differences = string.Join('\n', checks.Where(c => !c.Holds && !c.Thing.StartsWith("Account in Salesforce", StringComparison.Ordinal)));
        Assert.True(differences.Length == 0, $"seed {seed}\n{differences}\n{await hubs.ExplainAsync()}");
        Assert.Empty(await hubs.Consumer.Cases.ListAsync(cancellationToken: Cancel));
        return await BooksAsync(world);
    }

    private static async Task<string> BooksAsync(StoryWorld world)
    {
        using JsonRpc odoo = new(world.Settings.OdooUrl, world.Settings.OdooDatabase, world.Emulators.Odoo.AdminLogin, world.Emulators.Odoo.AdminPassword);
        return await CanonicalBooks.ReadAsync(odoo);
    }
}
