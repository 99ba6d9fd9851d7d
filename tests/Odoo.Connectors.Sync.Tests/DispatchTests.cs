using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

public sealed class DispatchTests
{
    private static readonly CaseReason Down = new(ErrorKind.Transient, "down", "down");
    private static readonly string[] Weights = ["60", "500", "30", "20", "10"];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Breaker_TargetIsDown_TriesOneEffectAtATimeAndGoesOnWhenItIsBack()
    {
        await using HubWorld world = new();
        Hub hub = Start(world, o => (o.RetryDelay, o.MaxRetryDelay) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40)));
        bool down = true;
        world.Wall.OnBatch = _ => down ? new Outcome { Key = "", Status = OutcomeStatus.NotApplied, Reason = Down } : null;
        await AcceptAsync(hub, 60);
        for (int i = 0; i < 20; i++)
        {
            await HubWorld.WorkAsync(hub);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        // Five whole batches, then one effect at a time.
        Assert.Equal([10, 10, 10, 10, 10], world.Wall.Batches.Take(5));
        Assert.InRange(world.Wall.Batches.Count, 8, 16);
        Assert.All(world.Wall.Batches.Skip(5), size => Assert.Equal(1, size));
        Assert.Empty(await hub.Cases.ListAsync(CaseFilter.All, cancellationToken: Cancel));
        Assert.Empty(world.Wall.Pinned);

        down = false;
        _clock.Advance(TimeSpan.FromSeconds(40));
        await HubWorld.WorkAsync(hub);

        // The probe went through: what was put off does not wait for its own pause.
        Assert.Equal(60, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task Breaker_EffectsRefused_IsNoOutage()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.BatchSize = 1;
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "no", "No.") };
        await AcceptAsync(hub, 20);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(20, world.Wall.Batches.Count);
    }

    [Fact]
    public async Task RateLimited_OneEffect_PausesTheWholeTarget()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.BatchSize = 1;
        bool limited = false;
        world.Wall.OnSend = d => limited ? null : (limited = true) switch
        {
            _ => new Outcome
            {
                Key = d.Key, Status = OutcomeStatus.NotApplied, RetryAfter = TimeSpan.FromSeconds(60), Reason = new CaseReason(ErrorKind.RateLimited, "slow", "slow"),
            },
        };
        await AcceptAsync(hub, 5);
        await HubWorld.WorkAsync(hub);
        Assert.Single(world.Wall.Batches);
        Assert.Equal(TimeSpan.FromSeconds(60), hub.Wait(world.Wall));
        _clock.Advance(TimeSpan.FromSeconds(59));
        await HubWorld.WorkAsync(hub);
        Assert.Single(world.Wall.Batches);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HubWorld.WorkAsync(hub);
        Assert.Equal(5, world.Wall.Pinned.Count);
    }

    [Theory]
    [InlineData(false, 150)]
    [InlineData(true, 15)]
    public async Task Budget_OfCallsOrRecords_IsKept(bool records, int inTenSeconds)
    {
        // One a second, five at once after a quiet time: 15 calls, of 10 effects each, or 15 effects in ten seconds.
        await using HubWorld world = new();
        Hub hub = Start(world, budget: o => (o.RatePerSecond, o.Burst) = (1, 5));
        world.Wall.Cost = n => records ? n : 1;
        await AcceptAsync(hub, 200);
        await HubWorld.WorkAsync(hub);
        for (int i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await hub.DispatchAsync(world.Wall, Cancel);
        }

        Assert.Equal(inTenSeconds, world.Wall.Sent.Count);
        Assert.InRange(hub.Wait(world.Wall), TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(1));
    }

    /// <summary>A send is reckoned as 2 calls and takes 9: of ten, one is left, and the next waits a second.</summary>
    [Fact]
    public async Task Budget_OfAPortThatCountsItsCalls_IsChargedWithWhatItTook()
    {
        await using HubWorld world = new();
        Hub hub = Start(world, budget: o => (o.RatePerSecond, o.Burst) = (1, 10));
        world.Wall.BatchSize = 2;
        world.Wall.Cost = _ => 2;
        world.Wall.Before = (_, _) =>
        {
            for (int call = 0; call < 9; call++)
            {
                SendCalls.Count();
            }

            return Task.CompletedTask;
        };
        await AcceptAsync(hub, 20);
        await HubWorld.WorkAsync(hub);
        Assert.Single(world.Wall.Batches);
        Assert.Equal(TimeSpan.FromSeconds(1), hub.Wait(world.Wall));
        await SecondsAsync(1);
        Assert.Equal(2, world.Wall.Batches.Count);

        // 2 - 9 = -7: nine seconds until there are 2 again.
        Assert.Equal(TimeSpan.FromSeconds(9), hub.Wait(world.Wall));
        await SecondsAsync(19);
        Assert.Equal(4, world.Wall.Batches.Count);

        // It is -6 now. In eight seconds there are 2; one that takes 1 gives the other back, so that each second has its send.
        world.Wall.Before = (_, _) =>
        {
            SendCalls.Count();
            return Task.CompletedTask;
        };
        await SecondsAsync(10);
        Assert.Equal(7, world.Wall.Batches.Count);

        async Task SecondsAsync(int seconds)
        {
            for (int i = 0; i < seconds; i++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                await hub.DispatchAsync(world.Wall, Cancel);
            }
        }
    }

    /// <summary>A call that costs more than the burst is sent all the same, when as much has come together.</summary>
    [Fact]
    public async Task Budget_BelowTheCostOfOneCall_SavesUpForIt()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        world.Wall.Cost = _ => 5;
        Hub hub = Start(world, budget: o => (o.RatePerSecond, o.Burst) = (1, 2));
        await AcceptAsync(hub, 2);
        await HubWorld.WorkAsync(hub);
        Assert.Single(world.Wall.Batches);
        Assert.Equal(TimeSpan.FromSeconds(5), hub.Wait(world.Wall));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await HubWorld.WorkAsync(hub);
        Assert.Equal(2, world.Wall.Batches.Count);
    }

    [Fact]
    public async Task Budget_Reserved_IsKeptForWhatIsUrgent()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = Start(world, budget: o => (o.RatePerSecond, o.Burst, o.Reserved) = (0.001, 10, 0.5));
        await hub.AcceptAsync([.. Enumerable.Range(0, 8).Select(i => NoteSource.Note("note", $"late{i}", "x", lane: $"l{i}", priority: DeliveryPriority.Backfill))], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(5, world.Wall.Sent.Count);
        await hub.AcceptAsync([.. Enumerable.Range(0, 8).Select(i => NoteSource.Note("note", $"now{i}", "x", lane: $"l{i}"))], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(10, world.Wall.Sent.Count);
        Assert.Equal(5, world.Wall.Sent.Count(k => k.Contains("now", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Budget_Concurrency_SendsSideBySideButNeverTwoOfOneSubject()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = Start(world, budget: o => o.Concurrency = 3);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int now = 0;
        world.Wall.Before = async (_, _) =>
        {
            Interlocked.Increment(ref now);
            await go.Task;
        };
        await hub.AcceptAsync(
            [NoteSource.Note("state", "a", "1"), NoteSource.Note("note", "a", "2"), NoteSource.Note("note", "b", "3"), NoteSource.Note("note", "c", "4")], Cancel);
        await hub.EnsureReadyAsync(Cancel);
        Assert.True(await hub.WorkAsync(Cancel));
        Task<bool>[] calls = [.. Enumerable.Range(0, hub.Concurrency(world.Wall)).Select(_ => hub.DispatchAsync(world.Wall, Cancel))];
        while (Volatile.Read(ref now) < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
        }

        go.SetResult();
        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.Equal(["1", "3", "4"], world.Wall.Dispatches.Select(d => d.Payload).Order());
        Assert.DoesNotContain(world.Wall.Dispatches, d => d.InDoubt);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(4, world.Wall.Sent.Count);
    }

    [Theory]
    [InlineData("RatePerSecond", "0", "RatePerSecond")]
    [InlineData("Burst", "0", "Burst")]
    [InlineData("Concurrency", "0", "Concurrency")]
    [InlineData("Reserved", "1", "Reserved")]
    public async Task Budget_ThatMakesNoSense_IsRefusedByNameAtStart(string setting, string value, string named)
    {
        await using HubWorld world = new();
        ServiceProvider node = world.AddNode("node-1", configuration: new Dictionary<string, string?> { [$"Systems:wall:Budget:{setting}"] = value });
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(node.GetRequiredService<Hub>);
        Assert.Contains($"Systems:wall:Budget:{named}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weight_OfABatch_StaysBelowThePortsLimitAndTheHeaviestGoesAlone()
    {
        await using HubWorld world = new();
        world.Wall.BatchWeight = 100;
        world.Wall.Weight = i => int.Parse((string)i.Record, System.Globalization.CultureInfo.InvariantCulture);
        Hub hub = Start(world);
        await hub.AcceptAsync(
            [.. Weights.Select((w, i) => NoteSource.Note("note", $"n{i}", w, lane: $"l{i}"))], Cancel);
        await HubWorld.WorkAsync(hub);

        // 60 + 30 + 10, then 500 by itself, then 20.
        Assert.Equal(["60", "30", "10", "500", "20"], world.Wall.Dispatches.Select(d => d.Payload));
        Assert.Equal([3, 1, 1], world.Wall.Batches);
    }

    [Theory]
    [InlineData(OutcomeStatus.NotApplied, ErrorKind.Validation)]
    [InlineData(OutcomeStatus.NotApplied, ErrorKind.Protocol)]
    [InlineData(OutcomeStatus.Unknown, ErrorKind.Protocol)]
    public async Task Poison_ThatFailsItsWholeBatch_IsFoundByHalvingAndStopsNobody(OutcomeStatus status, ErrorKind kind)
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 16;
        Hub hub = Start(world);
        world.Wall.OnBatch = batch => batch.Any(d => d.Payload == "text11")
            ? new Outcome { Key = "", Status = status, Reason = new CaseReason(kind, "poison", "The call failed.") }
            : null;
        await hub.AcceptAsync([.. Enumerable.Range(0, 16).Select(i => NoteSource.Note("note", $"n{i}", $"text{i}", lane: $"l{i}"))], Cancel);
        for (int i = 0; i < 12; i++)
        {
            await HubWorld.WorkAsync(hub);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(15, world.Wall.Pinned.Count);
        Assert.DoesNotContain("text11", world.Wall.Pinned.Values);
        IReadOnlyList<EventReport> events = await hub.EventsAsync(Cancel);
        Assert.Equal(15, events.Count(e => e.State == "Applied"));
        if (status == OutcomeStatus.NotApplied)
        {
            Assert.Equal("poison", Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
            Assert.Equal("Parked", events[11].State);
        }
    }

    /// <summary>Two of four that failed together: what came later does not fill their batch up.</summary>
    [Fact]
    public async Task Suspects_WithOthersBehindThem_GoInABatchOfHalfTheSize()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 4;
        Hub hub = Start(world);
        Outcome? refusal = new() { Key = "", Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Validation, "poison", "The call failed.") };
        world.Wall.OnBatch = _ => refusal;
        await AcceptAsync(hub, 4);
        await DispatchAsync(hub, 1);
        refusal = null;
        await hub.AcceptAsync([.. Enumerable.Range(0, 4).Select(i => NoteSource.Note("note", $"later{i}", $"later{i}", lane: $"later{i}"))], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal([4, 2, 2, 4], world.Wall.Batches);
    }

    /// <summary>Alone it is still unknown: it takes nobody with it again.</summary>
    [Fact]
    public async Task Suspect_ThatIsUnknownAlone_StaysAlone()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 4;
        Hub hub = Start(world);
        world.Wall.OnBatch = batch => batch.Any(d => d.Payload == "text0") ? new Outcome { Key = "", Status = OutcomeStatus.Unknown } : null;
        await AcceptAsync(hub, 2);
        await DispatchAsync(hub, 3);
        int before = world.Wall.Dispatches.Count(d => d.Payload == "text0");
        await hub.AcceptAsync([.. Enumerable.Range(0, 2).Select(i => NoteSource.Note("note", $"later{i}", $"later{i}", lane: $"later{i}"))], Cancel);
        await DispatchAsync(hub, 3);
        Assert.True(world.Wall.Dispatches.Count(d => d.Payload == "text0") > before);
        Assert.Equal(2, world.Wall.Batches[0]);
        Assert.Equal(3, world.Wall.Pinned.Count);
        Assert.Equal(1, world.Wall.Dispatches.Count(d => d.Payload == "later0"));
    }

    /// <summary>It was refused for what it was; mended and retried it is like any other.</summary>
    [Fact]
    public async Task Suspect_ThatWasRefusedAndIsRetried_GoesInFullCompanyAgain()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 4;
        Hub hub = Start(world);
        bool mended = false;
        world.Wall.OnBatch = batch => !mended && batch.Any(d => d.Payload == "text0")
            ? new Outcome { Key = "", Status = batch.Count > 1 ? OutcomeStatus.NotApplied : OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "poison", "The call failed.") }
            : null;
        await AcceptAsync(hub, 2);
        await DispatchAsync(hub, 3);
        mended = true;
        Assert.True((await hub.Cases.RetryAsync(Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Id, "clerk", Cancel)).IsDone);
        await hub.AcceptAsync([.. Enumerable.Range(0, 3).Select(i => NoteSource.Note("note", $"later{i}", $"later{i}", lane: $"later{i}"))], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal((4, 5), (world.Wall.Batches[^1], world.Wall.Pinned.Count));
    }

    [Fact]
    public async Task RateLimited_OneForLongerThanAnother_PausesForTheLonger()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.OnSend = d => Limited(d, d.Payload == "text0" ? 60 : 30);
        await AcceptAsync(hub, 2);
        await HubWorld.WorkAsync(hub);
        Assert.Equal([2], world.Wall.Batches);
        Assert.Equal(TimeSpan.FromSeconds(60), hub.Wait(world.Wall));
    }

    /// <summary>Two calls side by side: the one that answers last does not shorten the pause that the other was told.</summary>
    [Fact]
    public async Task RateLimited_TwoCallsAtOnce_ThePauseIsNotShortened()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = Start(world, budget: o => o.Concurrency = 2);
        Dictionary<string, TaskCompletionSource> go = new() { ["text0"] = new(), ["text1"] = new() };
        using SemaphoreSlim called = new(0);
        world.Wall.Before = (batch, _) =>
        {
            called.Release();
            return go[batch[0].Payload].Task;
        };
        world.Wall.OnSend = d => Limited(d, d.Payload == "text0" ? 60 : 5);
        await AcceptAsync(hub, 2);
        await hub.EnsureReadyAsync(Cancel);
        Assert.True(await hub.WorkAsync(Cancel));
        Task<bool> one = hub.DispatchAsync(world.Wall, Cancel);
        Assert.True(await called.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Task<bool> two = hub.DispatchAsync(world.Wall, Cancel);
        Assert.True(await called.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        go["text0"].SetResult();
        Assert.True(await await Task.WhenAny(one, two));
        go["text1"].SetResult();
        await Task.WhenAll(one, two);
        Assert.Equal(TimeSpan.FromSeconds(60), hub.Wait(world.Wall));
    }

    /// <summary>Pauses of 10, 20, … seconds and their upper halves: after one that went through they begin anew.</summary>
    [Fact]
    public async Task RateLimited_AfterOneThatWentThrough_PausesBeginAnew()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = Start(world, o => (o.RetryDelay, o.MaxRetryDelay) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(160)));
        bool limited = true;
        world.Wall.OnSend = d => limited ? Limited(d, null) : null;
        await AcceptAsync(hub, 1);
        for (int seconds = 0; seconds < 60; seconds++)
        {
            await DispatchAsync(hub, 1);
        }

        Assert.InRange(world.Wall.Sent.Count, 3, 4);
        limited = false;
        _clock.Advance(TimeSpan.FromSeconds(160));
        await HubWorld.WorkAsync(hub);
        Assert.Single(world.Wall.Pinned);
        limited = true;
        await hub.AcceptAsync([NoteSource.Note("note", "later", "later")], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.InRange(hub.Wait(world.Wall), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Generation_RisesOnlyWhenTheTargetKeepsAFailure()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        Outcome?[] told =
        [
            new Outcome { Key = "", Status = OutcomeStatus.NotApplied, Reason = Down },
            new Outcome { Key = "", Status = OutcomeStatus.Unknown },
            new Outcome { Key = "", Status = OutcomeStatus.NotApplied, FailureStored = true, Reason = Down },
            new Outcome { Key = "", Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "no", "No.") },
            null,
        ];
        int call = 0;
        world.Wall.OnBatch = _ => told[call++];
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        await DispatchAsync(hub, 4);
        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(CaseOutcome.Done, (await hub.Cases.RetryAsync(only.Id, "clerk", Cancel)).Outcome);
        await DispatchAsync(hub, 1);
        Assert.Equal([0, 0, 0, 1, 2], world.Wall.Dispatches.Select(d => d.Generation));
        Assert.Equal([0, 1, 2, 3, 4], world.Wall.Dispatches.Select(d => d.Attempts));
        Assert.Equal(3, world.Wall.Dispatches.Select(d => d.NativeKey).Distinct().Count());
        // printf 'wall-1|pin|acct-1/note/a|0' | sha256sum
        Assert.Equal(NativeKeyOfFirst, world.Wall.Dispatches[0].NativeKey);
    }

    [Fact]
    public async Task Payload_OnceSent_StaysWhileNobodyKnowsWhetherItWasApplied()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Unknown };
        await hub.AcceptAsync([NoteSource.Note("note", "a", "first")], Cancel);
        await DispatchAsync(hub, 1);
        await hub.AcceptAsync([NoteSource.Note("note", "a", "second")], Cancel);
        await DispatchAsync(hub, 1);
        LedgerEffect again = new()
        {
            Key = world.Wall.Sent[0], Target = "wall", Kind = "pin", Class = EffectClass.Document, Subject = "s", Source = new("notes", "note", "a"), Payload = "third", Way = "",
        };
        await world.Node.GetRequiredService<HubStore>().RunAsync(t => t.Ledger.PlanAsync(again, _clock.GetUtcNow(), Cancel), Cancel);
        world.Wall.OnSend = _ => null;
        await DispatchAsync(hub, 1);
        Assert.Equal(["first", "first", "first"], world.Wall.Dispatches.Select(d => d.Payload));
        Assert.Equal([false, true, true], world.Wall.Dispatches.Select(d => d.InDoubt));
        Assert.Equal("first", Assert.Single(world.Wall.Pinned).Value);
    }

    private const string NativeKeyOfFirst = "193033c54cbeba280f403729161f183d70ac2df3d87b1daad55c3181433b6ce9";

    private Hub Start(HubWorld world, Action<HubOptions>? options = null, Action<SystemBudget>? budget = null) =>
        world.AddNode("node-1", s =>
        {
            s.AddSingleton<TimeProvider>(_clock);
            s.Configure("wall", budget ?? (_ => { }));
        }, o =>
        {
            (o.RetryDelay, o.MaxRetryDelay) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(900));
            options?.Invoke(o);
        }).GetRequiredService<Hub>();

    private static Outcome Limited(Dispatch dispatch, int? seconds) => new()
    {
        Key = dispatch.Key, Status = OutcomeStatus.NotApplied, RetryAfter = seconds is int s ? TimeSpan.FromSeconds(s) : null,
        Reason = new CaseReason(ErrorKind.RateLimited, "slow", "slow"),
    };

    private static async Task AcceptAsync(Hub hub, int count) =>
        await hub.AcceptAsync([.. Enumerable.Range(0, count).Select(i => NoteSource.Note("note", $"n{i}", $"text{i}", $"e{i}", $"lane{i}"))], Cancel);

    private async Task DispatchAsync(Hub hub, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await HubWorld.WorkAsync(hub);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
