using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Deliveries that share a commit share no fault.</summary>
public sealed class AcceptTogetherTests
{
    private static readonly bool[] OneBetweenOthers = [true, false, true, true, false, true];
    private static readonly bool[] TwoInARow = [false, false, true];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faulty_AmongOthers_FailsAloneWhereverItStands()
    {
        await using HubWorld world = new();
        Assert.Equal(OneBetweenOthers, await TogetherAsync(world, OneBetweenOthers));
        Assert.Equal(1 + 4, (await world.Hub.EventsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Failures_TwoInARow_AreTheStoresAndNobodyWaitsForAThird()
    {
        // A sender that is turned away sends again; a hundred that wait for a dead store one by one would hold a hundred requests.
        Assert.SkipUnless(StoreOfThisRun.Kind == StoreKind.Sqlite, "Where the server has many writers, nothing makes these three share a commit.");
        await using HubWorld world = new();
        Assert.DoesNotContain(true, await TogetherAsync(world, TwoInARow));
        Assert.Single(await world.Hub.EventsAsync(Cancel));
    }

    /// <summary>Posts while a first one is being stored, so that all of them share the next commit. The faulty ones have no such priority.</summary>
    /// <returns>Which of them were accepted.</returns>
    private static async Task<bool[]> TogetherAsync(HubWorld world, bool[] good)
    {
        await world.DrainAsync();
        List<Task> posts = [];
        await using (await world.Node.GetRequiredService<HubStore>().BeginAsync(Cancel))
        {
            posts.Add(world.AcceptAsync(NoteSource.Note("ignored", "first", "x")));
            posts.AddRange(good.Select((g, i) => world.AcceptAsync(NoteSource.Note("ignored", $"n{i}", "x", priority: g ? DeliveryPriority.Realtime : (DeliveryPriority)9))));
        }

        await posts[0];
        List<bool> accepted = [];
        foreach (Task post in posts.Skip(1))
        {
            await Task.WhenAny(post);
            accepted.Add(post.IsCompletedSuccessfully);
        }

        return [.. accepted];
    }
}
