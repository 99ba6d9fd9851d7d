using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests;

/// <summary>Facts arrive in any order, the refused payment among them; the ledger is the same.</summary>
public sealed class OrderTests
{
    /// <summary>The first half of the orders is written by the effect action, the other one step by step.</summary>
    [Theory]
    [InlineData(true, 1, 100)]
    [InlineData(false, 101, 200)]
    public async Task FirstDelivery_In200RandomOrders_SameLedger(bool effectAction, int first, int last)
    {
        // Each seed is a run of its own and can be repeated alone. Two at a time: the machine may have no more cores.
        await Parallel.ForEachAsync(
            Enumerable.Range(first, last - first + 1), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) => await PlayShuffledAsync(seed, effectAction));
    }

    private static async Task PlayShuffledAsync(int seed, bool effectAction)
    {
        Random random = new(seed);
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction, s => s with { WaitDeadline = TimeSpan.FromMinutes(1) });
        List<Func<Task>> arrivals = [.. world.Events.Select<StoryStep, Func<Task>>(e => async () => await world.DeliverAsync(e.Json))];
        foreach (StoryStep step in world.Story.Steps.Where(s => s.System == "stripe"))
        {
            world.Emulators.Happen(step);
        }

        // The CRM is as late as any webhook: until its records are there, what stands on them waits.
        arrivals.Add(() =>
        {
            foreach (StoryStep step in world.Story.Steps.Where(s => s.System == "salesforce"))
            {
                world.Emulators.Happen(step);
            }

            return Task.CompletedTask;
        });
        Func<Task>[] shuffled = [.. arrivals];
        random.Shuffle(shuffled);
        foreach (Func<Task> arrival in shuffled)
        {
            await arrival();
            if (random.Next(2) == 0)
            {
                await world.Hub.DrainAsync(TimeSpan.Zero, CancellationToken.None);
            }
        }

        await world.DrainAsync();
        await world.AssertBooksAsync($"seed {seed}");
    }

    [Fact]
    public async Task Amendment_TakenBackAndMadeAgainOnOneDay_LeavesTheLastTerms()
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction: true);
        await world.PlayAsync();
        JsonObject first = world.Story.Steps.Last(s => s.What == "customer.subscription.updated").Json;
        foreach ((int from, int to) in ((int, int)[])[(7, 5), (5, 7)])
        {
            JsonObject evt = (JsonObject)first.DeepClone();
            evt["id"] = $"evt_PLtoggle{to}";
            evt["created"] = (long)first["created"]! + (to == 5 ? 60 : 120);
            evt["data"]!["object"]!["items"]!["data"]![0]!["quantity"] = to;
            evt["data"]!["previous_attributes"]!["items"]!["data"]![0]!["quantity"] = from;
            world.Emulators.Stripe.Occur(evt);
            await world.DeliverAsync(evt);
            await world.DrainAsync();
            using JsonRpc odoo = world.OpenOdoo();
            JsonArray lines = (JsonArray)(await odoo.CallAsync(
                "sale.order.line", "search_read", [new JsonArray(new JsonArray("product_uom_qty", "=", to), new JsonArray("product_id.default_code", "=", "SEAT"))],
                new JsonObject { ["fields"] = new JsonArray("product_uom_qty") }))!;
            Assert.True(lines.Count == 1, $"{to} seats are agreed\n{await world.ExplainAsync()}");
        }
    }
}
