using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Facts that need something read: many lanes wait at once, and share the commits around it.</summary>
public sealed class ReadingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SlowAnswer_HoldsUpItsOwnLaneOnly()
    {
        await using HubWorld world = new();
        TaskCompletionSource slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Source.Readable["x"] = "read";
        world.Source.Readable["y"] = "late";
        world.Source.BeforeRead = r => r.Id == "y" ? slow.Task : Task.CompletedTask;
        await world.AcceptAsync(
            NoteSource.Note("note", "slow", "needs:y", lane: "slow"), NoteSource.Note("note", "behind", "z", lane: "slow"), NoteSource.Note("note", "quick", "needs:x", lane: "quick"));
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);

        Task<bool> step = hub.WorkAsync(Cancel);
        for (int i = 0; i < 500 && await world.StateOfAsync("quick") != "Decided"; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        Assert.Equal(("Pending", "Pending", "Decided"), (await world.StateOfAsync("slow"), await world.StateOfAsync("behind"), await world.StateOfAsync("quick")));
        slow.SetResult();
        Assert.True(await step);
        Assert.True(await world.DrainAsync());
        Assert.Equal(["late", "read", "z"], world.Wall.Pinned.Values.Order());
    }

    /// <summary>What was read before another lane settled something newer about the same object is not decided on.</summary>
    [Fact]
    public async Task Answer_OlderThanWhatAnotherLaneHasSettled_IsReadAgain()
    {
        await using HubWorld world = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously), slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Source.Readable["y"] = "old";
        world.Source.BeforeAnswer = _ =>
        {
            asked.TrySetResult();
            return slow.Task;
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:y", lane: "billing"));
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Task<bool> first = hub.WorkAsync(Cancel);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        world.Source.Readable["y"] = "new";
        await world.AcceptAsync(NoteSource.Note("note", "y", "edited", lane: "crm"));
        await hub.WorkAsync(Cancel);
        Assert.Equal("Decided", await world.StateOfAsync("y"));
        slow.SetResult();
        await first;
        Assert.True(await world.DrainAsync());
        Assert.Equal(["edited", "new"], world.Wall.Pinned.Values.Order());
        Assert.Equal(2, world.Source.Reads);
    }

    /// <summary>An object that others keep changing is read as often as that. The flow asked twice, so it is no case.</summary>
    [Fact]
    public async Task AnswerOutdatedTenTimes_IsReadAsOften_AndIsNoCase()
    {
        await using HubWorld world = new();
        Hub hub = world.Node.GetRequiredService<Hub>();
        Hub other = world.AddNode("other").GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await other.EnsureReadyAsync(Cancel);
        int edits = 0;
        world.Source.Readable["x"] = "read last";
        world.Source.Readable["y"] = "read 0";
        world.Source.BeforeAnswer = async r =>
        {
            if (r.Id == "y" && edits < 10)
            {
                edits++;
                world.Source.Readable["y"] = $"read {edits}";
                await world.AcceptAsync(NoteSource.Note("note", "y", $"edit {edits}", lane: "crm"));
                await other.WorkAsync(Cancel);
            }
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:y needs:x", lane: "billing"));
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel));
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(("Applied", 12), (await world.StateOfAsync("a"), world.Source.Reads));
    }

    [Fact]
    public async Task Node_ReadsForAsManyLanesAtOnceAsItIsTold()
    {
        await using HubWorld world = new();
        int now = 0, most = 0;
        Lock gate = new();
        world.Source.Readable["x"] = "read";
        world.Source.BeforeRead = async _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            lock (gate)
            {
                now--;
            }
        };
        IConnectorOperations hub = world.AddNode("node-1", hub: o => o.Workers = 3).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([.. Enumerable.Range(0, 12).Select(i => NoteSource.Note("note", $"n{i}", "needs:x", lane: $"lane{i}"))], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal((12, 3), (world.Wall.Pinned.Count, most));
    }

    [Fact]
    public async Task OneAtFault_AmongAnswers_IsParkedAndTheOthersNeedNoSecondReading()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read";
        IConnectorOperations hub = world.AddNode("node-1", s => s.AddSingleton<IFlow>(new Treacherous())).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync(
            [.. Enumerable.Range(0, 5).Select(i => NoteSource.Note(i == 2 ? "treacherous" : "note", $"n{i}", "needs:x", lane: $"lane{i}"))], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal((4, "Parked"), (world.Wall.Pinned.Count, await world.StateOfAsync("n2")));
        Assert.Equal(5, world.Source.Reads);

        // Its lane is free again.
        await hub.AcceptAsync([NoteSource.Note("note", "next", "after", lane: "lane2")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal("after", world.Wall.Pinned.Values.Last());
    }

    /// <summary>Reads, and throws where nobody looks for it: when its decision is written.</summary>
    private sealed class Treacherous : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "treacherous";

        public Decision Decide(Change change, Known known) =>
            known.TryRead<string>(change.Subject with { Id = "x" }, out _) ? new Decision.Do([]) { Seen = [null!] } : Decision.Needs;
    }
}
