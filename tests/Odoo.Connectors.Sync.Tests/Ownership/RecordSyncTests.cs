using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>Two systems that hold the same cards and are both edited.</summary>
public sealed class RecordSyncTests
{
    private static readonly string[] Fields = [nameof(Card.Title), nameof(Card.Stage), nameof(Card.Due)];

    [Fact]
    public async Task Edits_ThousandWithBothFeedsLive_AreWrittenOnceEachAndNeverComeBack()
    {
        const int Cards = 25;
        await using CardWorld world = await CardWorld.StartAsync(Cards);
        world.Erp.Store = value => value?.Trim();
        Random random = new(20260301);
        int toErp = 0, toCrm = 0;
        while (toErp + toCrm < StoreOfThisRun.Times(1000))
        {
            int before = toErp + toCrm;
            for (int card = 1; card <= Cards && toErp + toCrm < StoreOfThisRun.Times(1000); card++)
            {
                // Titles are edited in the CRM, stages and due dates in the ERP: each by its owner, often both at once.
                if (random.Next(2) == 0)
                {
                    world.Crm.Edit($"c{card}", nameof(Card.Title), $" title {before}.{card} ");
                    toErp++;
                }

                if (random.Next(2) == 0)
                {
                    string field = random.Next(2) == 0 ? nameof(Card.Stage) : nameof(Card.Due);
                    world.Erp.Edit($"e{card}", field, $"{field} {before}.{card}");
                    toCrm++;
                }
            }

            await world.SettleAsync();
            Assert.Equal((toErp, toCrm), (world.Erp.Written.Count, world.Crm.Written.Count));
        }

        Assert.All(Enumerable.Range(1, Cards), i => Assert.Equal(
            (world.Crm.Cards[$"c{i}"].Title?.Trim(), world.Erp.Cards[$"e{i}"].Stage, world.Erp.Cards[$"e{i}"].Due),
            (world.Erp.Cards[$"e{i}"].Title, world.Crm.Cards[$"c{i}"].Stage, world.Crm.Cards[$"c{i}"].Due)));
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel));
    }

    [Fact]
    public async Task Edits_DifferentFieldsOnBothSidesAtOnce_BothSurvive()
    {
        await using CardWorld world = await CardWorld.StartAsync();
        world.Crm.Edit("c1", nameof(Card.Title), "new title");
        world.Erp.Edit("e1", nameof(Card.Stage), "done");
        await world.SettleAsync();
        Assert.Equal(("new title", "done"), (world.Crm.Cards["c1"].Title, world.Crm.Cards["c1"].Stage));
        Assert.Equal(("new title", "done"), (world.Erp.Cards["e1"].Title, world.Erp.Cards["e1"].Stage));
        Assert.Equal([("e1", nameof(Card.Title), "new title")], world.Erp.Written);
        Assert.Equal([("c1", nameof(Card.Stage), "done")], world.Crm.Written);
    }

    [Fact]
    public async Task Edit_OfAFieldThatAnotherSystemOwns_IsWrittenBack()
    {
        await using CardWorld world = await CardWorld.StartAsync();
        world.Crm.Edit("c1", nameof(Card.Title), "agreed");
        await world.SettleAsync();
        world.Erp.Edit("e1", nameof(Card.Title), "meddled");
        await world.SettleAsync();
        Assert.Equal(("agreed", "agreed"), (world.Crm.Cards["c1"].Title, world.Erp.Cards["e1"].Title));
        Assert.Empty(world.Crm.Written);
    }

    [Fact]
    public async Task Edit_OfAReviewedField_IsACaseThatNamesTheFieldOnlyAndHoldsBackNothingElse()
    {
        await using CardWorld world = await CardWorld.StartAsync();
        world.Erp.Edit("e1", nameof(Card.Due), "2026-05-01");
        await world.SettleAsync();
        world.Crm.Written.Clear();
        world.Crm.Edit("c1", nameof(Card.Due), "2026-06-01");
        world.Crm.Edit("c1", nameof(Card.Title), "goes on");
        await world.SettleAsync();

        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel));
        Assert.Equal(("field-conflict", "Due"), (only.Reason.Cause, only.Reason.Field));
        Assert.DoesNotContain("2026", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(("2026-05-01", "goes on"), (world.Erp.Cards["e1"].Due, world.Erp.Cards["e1"].Title));
        Assert.Empty(world.Crm.Written);

        // The person says that the new date stands, and enters it at the owner too.
        world.Erp.Edit("e1", nameof(Card.Due), "2026-06-01");
        await world.SettleAsync();
        await world.Hub.Cases.RetryAsync(only.Id, "kim", CardWorld.Cancel);
        await world.SettleAsync();
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel));
        Assert.Equal(("2026-06-01", "2026-06-01"), (world.Crm.Cards["c1"].Due, world.Erp.Cards["e1"].Due));
    }

    [Theory]
    [InlineData(10, "erp", 0)]
    [InlineData(-10, "crm", 0)]
    [InlineData(4, null, 1)]
    public async Task Edits_OfOneFieldOnBothSides_TheNewestCountsUnlessTooClose(int minutesLater, string? wins, int cases)
    {
        await using CardWorld world = await CardWorld.StartAsync(
            own: b => b.Own<Card>("crm", o => o.OnConflict(Conflict.NewestWins)).ClocksAgree("crm", "erp"));
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        world.Crm.Edit("c1", nameof(Card.Title), "from crm", noon);
        world.Erp.Edit("e1", nameof(Card.Title), "from erp", noon.AddMinutes(minutesLater));
        await world.SettleAsync();
        Assert.Equal(cases, (await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel)).Select(c => c.Reason.Cause).Distinct().Count());
        Assert.Equal(
            wins is null ? ("from crm", "from erp") : ($"from {wins}", $"from {wins}"), (world.Crm.Cards["c1"].Title, world.Erp.Cards["e1"].Title));
    }

    /// <summary>
    /// One lane has read the card when another one writes it: what was read is older than what is agreed on, and no edit of anybody.
    /// The ERP tells nothing of what the hub writes, so that no delivery says so.
    /// </summary>
    [Theory]
    [InlineData(Conflict.OwnerWins)]
    [InlineData(Conflict.Review)]
    [InlineData(Conflict.NewestWins)]
    public async Task Answer_OlderThanWhatWasAgreedMeanwhile_IsNotTakenForAnEdit(Conflict conflict)
    {
        await using CardWorld world = await CardWorld.StartAsync(own: b => b.Own<Card>("crm", o => o.OnConflict(conflict)).ClocksAgree("crm", "erp"));
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        world.Crm.Edit("c1", nameof(Card.Title), "old", noon);
        await world.SettleAsync();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously), slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Erp.BeforeAnswer = _ => asked.TrySetResult() ? slow.Task : Task.CompletedTask;
        world.Crm.Edit("c1", nameof(Card.Title), "first thought", noon.AddMinutes(30));
        world.Crm.Edit("c1", nameof(Card.Title), "new", noon.AddHours(1));
        world.Erp.Edit("e1", nameof(Card.Stage), "meddled", noon.AddHours(2));
        await world.Hub.AcceptAsync([.. world.Crm.Outbox, .. world.Erp.Outbox], CardWorld.Cancel);
        world.Crm.Outbox.Clear();
        world.Erp.Outbox.Clear();
        Task<bool> late = world.Hub.WorkAsync(CardWorld.Cancel);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), CardWorld.Cancel);

        // The other lane's answers came, and its writes are through.
        for (int i = 0; i < 500 && !await world.Hub.DispatchAsync(world.Erp, CardWorld.Cancel); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CardWorld.Cancel);
        }

        await world.Hub.DispatchAsync(world.Crm, CardWorld.Cancel);

        Assert.Equal(("new", false), (world.Erp.Cards["e1"].Title, late.IsCompleted));
        world.Erp.Outbox.Clear();

        slow.SetResult();
        await late;
        await world.SettleAsync();
        Assert.Equal(("new", "new"), (world.Crm.Cards["c1"].Title, world.Erp.Cards["e1"].Title));
        Assert.DoesNotContain(world.Crm.Written, w => w.Field == nameof(Card.Title));
        Assert.Single(world.Erp.Written, w => w is { Field: nameof(Card.Title), Value: "new" });
        Assert.DoesNotContain(await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel), c => c.Reason.Field!.Contains(nameof(Card.Title), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_DeletedOnOneSide_IsNotMadeAgainByALateEvent()
    {
        await using CardWorld world = await CardWorld.StartAsync();
        world.Crm.Edit("c1", nameof(Card.Title), "gone soon");
        world.Crm.Cards.Remove("c1");
        world.Erp.Edit("e1", nameof(Card.Stage), "late");
        await world.SettleAsync();
        Assert.Empty(world.Crm.Cards);
        Assert.Empty(world.Crm.Written);
        Assert.Empty(world.Erp.Written);
    }

    [Fact]
    public async Task Edits_AnyInterleaving_NoSystemIsWrittenInAFieldItOwnsAndTheOwnersValueStands() =>
        await Gen.Int[0, 1 << 20].Array[5, 40].SampleAsync(PlayAsync, iter: StoreOfThisRun.Times(60), threads: 1);

    private static async Task PlayAsync(int[] moves)
    {
        await using CardWorld world = await CardWorld.StartAsync(cards: 2);
        foreach ((int move, int number) in moves.Select((m, i) => (m, i)))
        {
            CardSystem side = move % 2 == 0 ? world.Crm : world.Erp;
            int pick = move >> 6;
            switch ((move >> 1) % 5)
            {
                case 0 or 1:
                    side.Edit($"{side.Name[0]}{1 + (pick % 2)}", Fields[(pick >> 1) % 3], $"value {number}");
                    break;
                case 2 when side.Outbox.Count > 0:
                    // Webhooks arrive in any order, some twice.
                    Delivery told = side.Outbox[pick % side.Outbox.Count];
                    side.Outbox.Remove(told);
                    await world.Hub.AcceptAsync(pick % 4 == 0 ? [told, told with { DedupeKey = $"{told.DedupeKey}-again" }] : [told], CardWorld.Cancel);
                    break;
                case 3:
                    await world.Hub.WorkAsync(CardWorld.Cancel);
                    break;
                case 4:
                    await world.Hub.DispatchAsync(side, CardWorld.Cancel);
                    break;
            }
        }

        await world.SettleAsync();
        for (int round = 0; round < 10 && await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel) is { Count: > 0 } cases; round++)
        {
            // A person settles what is reviewed by the owner's value.
            foreach (int i in (int[])[1, 2])
            {
                world.Crm.Edit($"c{i}", nameof(Card.Due), world.Erp.Cards[$"e{i}"].Due);
            }

            foreach (CaseInfo one in cases)
            {
                await world.Hub.Cases.RetryAsync(one.Id, "kim", CardWorld.Cancel);
            }

            await world.SettleAsync();
        }

        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: CardWorld.Cancel));
        Assert.All(world.Crm.Written, w => Assert.NotEqual(nameof(Card.Title), w.Field));
        Assert.All(world.Erp.Written, w => Assert.Equal(nameof(Card.Title), w.Field));
        Assert.All(Enumerable.Range(1, 2), i => Assert.All(Fields, f => Assert.Equal(world.Crm.Cards[$"c{i}"][f], world.Erp.Cards[$"e{i}"][f])));
    }
}
