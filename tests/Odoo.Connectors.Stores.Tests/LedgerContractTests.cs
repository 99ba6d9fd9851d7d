using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>The effect ledger on every store.</summary>
public sealed class LedgerContractTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Next_EffectNeedsAnother_WaitsUntilThatIsApplied(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(async t =>
        {
            await t.Ledger.PlanAsync(StoreRig.Effect("invoice"), StoreRig.Noon, Cancel);
            await t.Ledger.PlanAsync(StoreRig.Effect("payment"), StoreRig.Noon, Cancel);
            await t.Ledger.RequireAsync("payment", "invoice", Cancel);
            await t.Ledger.RequireAsync("payment", "invoice", Cancel);
        });
        LedgerEffect first = Assert.Single(await NextAsync(rig));
        Assert.Equal(StoreRig.Effect("invoice"), first);
        await SettleAsync(rig, first, EffectState.Refused);
        Assert.Empty(await NextAsync(rig));
        Assert.Equal(EffectState.Refused, (await rig.RunAsync(t => t.Ledger.FindAsync("payment", Cancel)))!.State);
        await rig.RunAsync(t => t.Ledger.PlanAsync(StoreRig.Effect("invoice") with { Payload = "{\"again\":1}" }, StoreRig.Noon, Cancel));
        LedgerEffect again = Assert.Single(await NextAsync(rig));
        Assert.Equal("{\"again\":1}", again.Payload);
        await SettleAsync(rig, again, EffectState.Applied);
        Assert.Equal("payment", Assert.Single(await NextAsync(rig)).Key);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Plan_EffectThatLeft_IsNotPlannedAgain(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Ledger.PlanAsync(StoreRig.Effect("invoice"), StoreRig.Noon, Cancel));
        LedgerEffect effect = Assert.Single(await NextAsync(rig));
        await rig.RunAsync(t => t.Ledger.SendingAsync(effect, 1, StoreRig.Noon, Cancel));
        await rig.RunAsync(t => t.Ledger.PlanAsync(StoreRig.Effect("invoice") with { Payload = "other" }, StoreRig.Noon, Cancel));
        Assert.Empty(await NextAsync(rig));
        Assert.Equal([("invoice", "way")], await rig.RunAsync(t => t.Ledger.SendingToAsync("wall", Cancel)));
        await rig.RunAsync(t => t.Ledger.DoubtAsync("invoice", StoreRig.Noon.AddMinutes(3), Cancel));
        Assert.Empty(await rig.RunAsync(t => t.Ledger.SendingToAsync("wall", Cancel)));
        Assert.Empty(await NextAsync(rig));
        LedgerEffect doubted = Assert.Single(await NextAsync(rig, StoreRig.Noon.AddMinutes(3)));
        Assert.Equal((EffectState.InDoubt, 1, "{}"), (doubted.State, doubted.Attempts, doubted.Payload));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Next_TwoEffectsOfOneTargetRecord_GoOneAfterTheOther(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(async t =>
        {
            foreach (string key in (string[])["b", "a", "c"])
            {
                await t.Ledger.PlanAsync(StoreRig.Effect(key, subject: key == "c" ? "other" : "record"), StoreRig.Noon, Cancel);
            }
        });
        Assert.Equal(["b", "c"], (await NextAsync(rig)).Select(e => e.Key));
        Assert.True(await rig.RunAsync(t => t.Ledger.IsBusyAsync("wall", "record", Cancel)));
        Assert.False(await rig.RunAsync(t => t.Ledger.IsBusyAsync("wall", "nobody", Cancel)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Supersede_OlderStateEffect_GivesWayAndPassesItsNeedsOn(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        LedgerEffect newer = StoreRig.Effect("s2", EffectClass.State, "record", "set");
        IReadOnlyList<string> gone = await rig.RunAsync(async t =>
        {
            await t.Ledger.PlanAsync(StoreRig.Effect("parent"), StoreRig.Noon, Cancel);
            await t.Ledger.PlanAsync(StoreRig.Effect("s1", EffectClass.State, "record", "set"), StoreRig.Noon, Cancel);
            await t.Ledger.RequireAsync("s1", "parent", Cancel);
            await t.Ledger.PlanAsync(StoreRig.Effect("child"), StoreRig.Noon, Cancel);
            await t.Ledger.RequireAsync("child", "s1", Cancel);
            await t.Ledger.PlanAsync(newer, StoreRig.Noon, Cancel);
            return await t.Ledger.SupersedeAsync(newer, Cancel);
        });
        Assert.Equal(["s1"], gone);
        Assert.Equal(["parent", "s2"], (await NextAsync(rig)).Select(e => e.Key));
        Assert.Equal(EffectState.Superseded, (await rig.RunAsync(t => t.Ledger.FindAsync("s1", Cancel)))!.State);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Settle_Applied_EndsItsEventAndKeepsTheTargetsId(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = await DecidedAsync(rig, "one", "two");
        LedgerEffect[] effects = [.. await NextAsync(rig)];
        await SettleAsync(rig, effects[0], EffectState.Applied, "4711");
        Assert.Equal(EventState.Decided, await StateAsync(rig, id));
        await SettleAsync(rig, effects[1], EffectState.Applied);
        Assert.Equal(EventState.Applied, await StateAsync(rig, id));
        Assert.Equal(
            new EffectSummary("one", EffectState.Applied, "4711", Adopted: false) { Target = "wall" }, await rig.RunAsync(t => t.Ledger.FindAsync("one", Cancel)));
        Assert.Equal(0, (await rig.RunAsync(t => t.Ledger.OpenAsync(Cancel)))!.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Adopt_RecordThatWasThere_IsAppliedForEver(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Ledger.AdoptAsync(StoreRig.Effect("customer"), "7", StoreRig.Noon, Cancel));
        await rig.RunAsync(t => t.Ledger.PlanAsync(StoreRig.Effect("customer"), StoreRig.Noon, Cancel));
        Assert.Equal(new EffectSummary("customer", EffectState.Applied, "7", Adopted: true) { Target = "wall" }, await rig.RunAsync(t => t.Ledger.FindAsync("customer", Cancel)));
        Assert.Empty(await NextAsync(rig));
    }

    /// <summary>
    /// A decision sees an effect on its way and counts on its end; at that moment the effect ends, and its settlement sees no
    /// event of it. Both may not commit on what they saw, or the event never ends.
    /// </summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task DecideAndSettle_AtTheSameMoment_EventEnds(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        await rig.RunAsync(t => t.Ledger.PlanAsync(StoreRig.Effect("invoice"), StoreRig.Noon, Cancel));
        LedgerEffect effect = Assert.Single(await NextAsync(rig));
        await rig.RunAsync(t => t.Ledger.SendingAsync(effect, 1, StoreRig.Noon, Cancel));

        TaskCompletionSource saw = new(), settled = new();
        Task decide = rig.One.RunAsync(
            async t =>
            {
                EffectState state = (await t.Ledger.FindAsync("invoice", Cancel))!.State;
                saw.TrySetResult();
                // Where writers wait for each other the settlement cannot come in between; elsewhere it must, or this proves nothing.
                TimeSpan patience = kind == StoreKind.Sqlite ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(60);
                await Task.WhenAny(settled.Task, Task.Delay(patience, TimeProvider.System, Cancel));
                await t.Ledger.BelongAsync(id, ["invoice"], Cancel);
                await t.Inbox.FinishAsync(id, state == EffectState.Applied ? EventState.Applied : EventState.Decided, "decided", Cancel);
            },
            Cancel);
        await saw.Task;
        await Task.Run(() => SettleAsync(rig, effect, EffectState.Applied, store: rig.Two), Cancel);
        settled.SetResult();
        await decide;
        Assert.Equal(EventState.Applied, await StateAsync(rig, id));
    }

    private static async Task<long> DecidedAsync(StoreRig rig, params string[] keys)
    {
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        await rig.RunAsync(async t =>
        {
            foreach (string key in keys)
            {
                await t.Ledger.PlanAsync(StoreRig.Effect(key), StoreRig.Noon, Cancel);
                await t.Ledger.BelongAsync(id, [key], Cancel);
            }

            await t.Inbox.FinishAsync(id, EventState.Decided, "planned", Cancel);
        });
        return id;
    }

    private static async Task<EventState> StateAsync(StoreRig rig, long id) => (await rig.One.ReadAsync(t => t.Inbox.FindAsync(id, Cancel), Cancel))!.State;

    private static Task<List<LedgerEffect>> NextAsync(StoreRig rig, DateTimeOffset? now = null) =>
        rig.RunAsync(t => t.Ledger.NextAsync("wall", now ?? StoreRig.Noon, DeliveryPriority.Backfill, 10, Cancel));

    private static Task SettleAsync(StoreRig rig, LedgerEffect effect, EffectState state, string? id = null, HubStore? store = null) => (store ?? rig.One).RunAsync(
        async t =>
        {
            Outcome outcome = new()
            {
                Key = effect.Key,
                Status = state == EffectState.Applied ? OutcomeStatus.Applied : OutcomeStatus.Refused,
                Target = id is null ? null : new Model.ExternalRef("wall", "pin", id),
            };
            await t.Ledger.SettleAsync(effect, state, StoreRig.Noon, outcome, StoreRig.Noon, Cancel);
            await EventEnd.ReachAsync(t, effect.Key, null, StoreRig.Noon, Cancel);
        },
        Cancel);
}
