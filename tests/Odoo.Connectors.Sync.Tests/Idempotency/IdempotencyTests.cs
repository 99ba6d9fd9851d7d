using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Work under a key is done once, whoever repeats it and whenever the process dies.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private readonly TestStore _store = new(StoreOfThisRun.Kind);
    private readonly List<ServiceProvider> _processes = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _processes.ForEach(p => p.Dispose());
        _store.Dispose();
    }

    [Fact]
    public async Task Run_FiftyCallersAtOnce_DoTheWorkOnceAndAllGetItsResult()
    {
        IIdempotency idempotency = Process();
        int runs = 0;
        IdempotentResult<Receipt>[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => RunAsync(idempotency, async (_, cancel) =>
            {
                int run = Interlocked.Increment(ref runs);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
                return new Receipt($"r{run}");
            }),
            Cancel)));
        Assert.Equal(1, runs);
        Assert.All(results, r => Assert.Equal("r1", r.Value.Number));
        Assert.Equal(49, results.Count(r => r.Replayed));
    }

    [Fact]
    public async Task Run_AfterRestart_ReplaysWhatWasStored()
    {
        await RunAsync(Process(), (_, _) => Task.FromResult(new Receipt("first")));
        IdempotentResult<Receipt> again = await RunAsync(Process(), (_, _) => throw new InvalidOperationException("done twice"));
        Assert.Equal((true, "first"), (again.Replayed, again.Value.Number));
    }

    [Fact]
    public async Task Run_SameKeyForAnotherRequest_IsAConflictAndRunsNothing()
    {
        IIdempotency idempotency = Process();
        await RunAsync(idempotency, (_, _) => Task.FromResult(new Receipt("one")));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => RunAsync(idempotency, (_, _) => throw new InvalidOperationException("ran"), request: "another"));
        Assert.Equal((ErrorKind.Conflict, "key", null), (e.Kind, e.Field, e.RetryAfter));
    }

    [Fact]
    public async Task Run_SameKeyForAnotherRequestAfterACrash_IsAConflictToo()
    {
        await Assert.ThrowsAsync<Died>(() => RunAsync(Process(IdempotencyFaultPoint.Worked), (_, _) => Task.FromResult(new Receipt("one")), new() { Lease = TimeSpan.FromMilliseconds(30) }));
        await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, Cancel);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => RunAsync(Process(), (_, _) => throw new InvalidOperationException("ran"), request: "another"));
        Assert.Equal(ErrorKind.Conflict, e.Kind);
    }

    [Fact]
    public async Task Run_WhileAnotherIsAtWork_IsToldToComeAgain()
    {
        IIdempotency idempotency = Process();
        TaskCompletionSource<Receipt> end = new();
        TaskCompletionSource begun = new();
        Task<IdempotentResult<Receipt>> first = RunAsync(idempotency, (_, _) =>
        {
            begun.SetResult();
            return end.Task;
        });
        await begun.Task;
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => RunAsync(idempotency, (_, _) => throw new InvalidOperationException("ran"), new() { Patience = TimeSpan.Zero }));
        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.InRange(e.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        end.SetResult(new Receipt("slow"));
        Assert.False((await first).Replayed);
    }

    [Theory]
    [InlineData(IdempotencyFaultPoint.Begun)]
    [InlineData(IdempotencyFaultPoint.Checkpointed)]
    [InlineData(IdempotencyFaultPoint.Worked)]
    [InlineData(IdempotencyFaultPoint.Stored)]
    public async Task Run_ProcessDiesAtAPoint_TheTargetIsChargedOnceAndTheNextCallerGetsTheReceipt(string point)
    {
        // The target is idempotent by the key it is sent, as vendors are.
        OrderedDictionary<string, string> charged = [];
        List<string> sent = [];
        IdempotencyOptions options = new() { Lease = TimeSpan.FromSeconds(2) };
        await Assert.ThrowsAsync<Died>(() => RunAsync(Process(point), WorkAsync, options));
        IdempotentResult<Receipt> next = await RunAsync(Process(), WorkAsync, options with { Lease = TimeSpan.FromSeconds(30) });

        Assert.Equal("ch_1", next.Value.Number);
        Assert.Single(charged);
        Assert.Single(sent.Distinct());
        if (point is IdempotencyFaultPoint.Checkpointed or IdempotencyFaultPoint.Worked or IdempotencyFaultPoint.Stored)
        {
            // Its recovery point is committed: what came before is not even asked for again.
            Assert.Single(sent);
        }

        async Task<Receipt> WorkAsync(IdempotencyContext context, CancellationToken cancel)
        {
            string? charge = context.Checkpoint("charge");
            if (charge is null)
            {
                sent.Add(context.DownstreamKey);
                charged.TryAdd(context.DownstreamKey, $"ch_{charged.Count + 1}");
                charge = charged[context.DownstreamKey];
                await context.CheckpointAsync("charge", charge, cancel);
            }

            return new Receipt(charge);
        }
    }

    [Fact]
    public async Task Run_FailedWithoutProof_RunsAgainAtOnceUnderTheSameDownstreamKey()
    {
        IIdempotency idempotency = Process();
        List<(string Key, int Run)> runs = [];
        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(idempotency, (c, _) =>
        {
            runs.Add((c.DownstreamKey, c.Run));
            throw new HttpRequestException("the reply was lost");
        }));
        await RunAsync(idempotency, (c, _) =>
        {
            runs.Add((c.DownstreamKey, c.Run));
            return Task.FromResult(new Receipt("x"));
        });
        Assert.Equal([(runs[0].Key, 1), (runs[0].Key, 2)], runs);
        Assert.Matches("^idk_[0-9a-f]{40}$", runs[0].Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_RefusedByTheTarget_IsKeptOrRunAnewUnderANewKeyByChoice(bool keep)
    {
        IdempotencyOptions options = new() { KeepRefusals = keep };
        List<string> keys = [];
        await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(Process(), Refused, options));
        if (keep)
        {
            ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(Process(), Refused, options));
            Assert.Equal((ErrorKind.Validation, "The card is declined.", "card"), (e.Kind, e.Message, e.Field));
            Assert.Single(keys);
        }
        else
        {
            await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(Process(), Refused, options));
            Assert.Equal(2, keys.Distinct().Count());
        }

        Task<Receipt> Refused(IdempotencyContext context, CancellationToken cancel)
        {
            keys.Add(context.DownstreamKey);
            throw new ConnectorException(ErrorKind.Validation, "The card is declined.") { Field = "card" };
        }
    }

    [Fact]
    public async Task Run_LeaseIsOver_WorkIsCancelledAndALateOneStoresNothing()
    {
        IIdempotency idempotency = Process();
        TaskCompletionSource release = new();
        Task<IdempotentResult<Receipt>> late = RunAsync(
            idempotency,
            async (_, cancel) =>
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));
                await release.Task;
                return new Receipt("late");
            },
            new() { Lease = TimeSpan.FromMilliseconds(30) });
        IdempotentResult<Receipt> next = await RunAsync(Process(), (_, _) => Task.FromResult(new Receipt("next")));
        release.SetResult();
        await Assert.ThrowsAsync<ConnectorException>(() => late);
        Assert.Equal(("next", "next"), (next.Value.Number, (await RunAsync(idempotency, (_, _) => throw new InvalidOperationException("ran"))).Value.Number));
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("is refused")]
    [InlineData("fails")]
    [InlineData("stores a checkpoint")]
    public async Task Run_LateOneEndsWhileTheNextIsAtWork_DoesNotTouchTheNextOnesRun(string how)
    {
        IIdempotency idempotency = Process();
        bool wentOn = false;
        TaskCompletionSource lost = new(), go = new(), begun = new();
        TaskCompletionSource<Receipt> end = new();
        Task<IdempotentResult<Receipt>> late = RunAsync(
            idempotency,
            async (context, cancel) =>
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));
                lost.SetResult();
                await go.Task;
                switch (how)
                {
                    case "is refused":
                        throw new ConnectorException(ErrorKind.Validation, "The card is declined.");
                    case "fails":
                        throw new HttpRequestException("the reply was lost");
                    case "stores a checkpoint":
                        await context.CheckpointAsync("charge", "late", Cancel);
                        wentOn = true;
                        break;
                }

                return new Receipt("late");
            },
            new() { Lease = TimeSpan.FromMilliseconds(30), KeepRefusals = true });
        await lost.Task;
        IdempotencyContext? mine = null;
        Task<IdempotentResult<Receipt>> next = RunAsync(Process(), (context, _) =>
        {
            mine = context;
            begun.SetResult();
            return end.Task;
        });
        await begun.Task;
        go.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => late);
        Assert.False(wentOn);

        // The next one still has its key: a third caller waits for it, and gets what it comes to.
        ConnectorException busy = await Assert.ThrowsAsync<ConnectorException>(
            () => RunAsync(idempotency, (_, _) => throw new InvalidOperationException("ran"), new() { Patience = TimeSpan.Zero }));
        Assert.Equal(ErrorKind.Transient, busy.Kind);
        Assert.Equal(0, _store.Execute("SELECT COUNT(*) FROM idempotency_point"));
        await mine!.CheckpointAsync("charge", "next", Cancel);
        end.SetResult(new Receipt("next"));
        Assert.Equal((false, "next"), ((await next).Replayed, (await next).Value.Number));
        Assert.Equal("next", (await RunAsync(idempotency, (_, _) => throw new InvalidOperationException("ran"))).Value.Number);
    }

    [Fact]
    public async Task Run_RefusedAfterACheckpoint_BeginsFromTheStart()
    {
        await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(Process(), async (context, cancel) =>
        {
            await context.CheckpointAsync("customer", "cus_1", cancel);
            throw new ConnectorException(ErrorKind.Validation, "The card is declined.");
        }));
        await RunAsync(Process(), (context, _) =>
        {
            Assert.Null(context.Checkpoint("customer"));
            return Task.FromResult(new Receipt("x"));
        });
    }

    [Fact]
    public async Task Checkpoint_BeginsTheLeaseAnew()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await RunAsync(
            Process(clock: clock),
            async (context, cancel) =>
            {
                clock.Advance(TimeSpan.FromSeconds(40));
                await context.CheckpointAsync("half", "way", cancel);
                clock.Advance(TimeSpan.FromSeconds(40));
                Assert.False(cancel.IsCancellationRequested);
                clock.Advance(TimeSpan.FromSeconds(20));
                Assert.True(cancel.IsCancellationRequested);
                return new Receipt("x");
            },
            new() { Lease = TimeSpan.FromMinutes(1) });
    }

    [Fact]
    public async Task Prune_WorkThatTookDays_IsKeptFromItsEndOn()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        IIdempotency idempotency = Process(clock: clock);
        await RunAsync(idempotency, (_, _) =>
        {
            clock.Advance(TimeSpan.FromDays(10));
            return Task.FromResult(new Receipt("slow"));
        });
        clock.Advance(TimeSpan.FromDays(395));
        Assert.Equal(0, await idempotency.PruneAsync(TimeSpan.FromDays(400), Cancel));
        clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(1, await idempotency.PruneAsync(TimeSpan.FromDays(400), Cancel));
    }

    [Fact]
    public async Task Prune_KeepsFourHundredDaysAndForgetsOlderKeys()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        IIdempotency idempotency = Process(clock: clock);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => idempotency.PruneAsync(TimeSpan.FromDays(399), Cancel));
        Assert.Equal((ErrorKind.Configuration, "keep"), (e.Kind, e.Field));
        await RunAsync(idempotency, (_, _) => Task.FromResult(new Receipt("old")));
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await idempotency.PruneAsync(TimeSpan.FromDays(400), Cancel));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await idempotency.PruneAsync(TimeSpan.FromDays(400), Cancel));
        Assert.False((await RunAsync(idempotency, (_, _) => Task.FromResult(new Receipt("new")))).Replayed);
    }

    private static Task<IdempotentResult<Receipt>> RunAsync(
        IIdempotency idempotency, Func<IdempotencyContext, CancellationToken, Task<Receipt>> work, IdempotencyOptions? options = null, string request = "order 1") =>
        idempotency.RunAsync("key-1", System.Text.Encoding.UTF8.GetBytes(request), work, ReceiptJson.Default.Receipt, options, Cancel);

    /// <summary>A process of its own on the one store: a hub without systems and flows.</summary>
    private IIdempotency Process(string? dies = null, TimeProvider? clock = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        if (dies is not null)
        {
            services.AddSingleton<IFaultPoints>(new Dies(dies));
        }

        if (clock is not null)
        {
            services.AddSingleton(clock);
        }

        _store.Use(services.AddConnectorHub());
        _processes.Add(services.BuildServiceProvider());
        return _processes[^1].GetRequiredService<IIdempotency>();
    }

    private sealed class Dies(string point) : IFaultPoints
    {
        public void Reached(string reached)
        {
            if (reached == point)
            {
                throw new Died();
            }
        }
    }

    private sealed class Died : Exception;
}

public sealed record Receipt(string Number);

[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
