using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

public sealed class MeterTests
{
    private const string Canary = "canary-2c8d";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counters_OfEventsAndEffects_CountEachCommittedStepOnce()
    {
        await using Watched hub = new();
        int calls = 0;
        hub.World.Source.Readable["x"] = "text";
        hub.World.Wall.OnSend = d => d.Payload == "no"
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "no") }
            : d.Payload == "late" && calls++ < 2
                ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.RateLimited, "limit", "later") }
                : null;
        await hub.Hub.AcceptAsync(
            [
                NoteSource.Note("note", "a", "needs:x", "e1", "l1"), NoteSource.Note("note", "b", "no", "e2", "l2"),
                NoteSource.Note("note", "c", "late", "e3", "l3"), NoteSource.Note("ignored", "d", "one", "e4", "l4"), NoteSource.Note("note", "e", "garbage", "e5", "l5"),
            ],
            Cancel);
        await hub.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "e1", "l1")], Cancel);
        Assert.True(await hub.Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));

        Assert.Equal(5, hub.Sink.Sums("connectors.events.accepted")["notes"]);
        Assert.Equal(1, hub.Sink.Sums("connectors.events.duplicates")["notes"]);
        AssertSums(hub, "connectors.events.ended", ("notes,Absorbed", 1), ("notes,Applied", 2), ("notes,Parked", 2));
        AssertSums(hub, "connectors.decisions", ("Absorbed", 1), ("Act", 3), ("Review", 1));
        AssertSums(
            hub, "connectors.effects.outcomes",
            ("wall,pin,Applied", 2), ("wall,pin,NotApplied,RateLimited", 2), ("wall,pin,Refused,Validation", 1));
        AssertSums(hub, "connectors.effects.retries", ("wall", 2));
        AssertSums(hub, "connectors.cases.opened", ("bad-input,Protocol", 1), ("refused,Validation", 1));
        AssertSums(hub, "connectors.reads", ("notes,Found", 1));
        Assert.Equal(5, hub.Sink.Values("connectors.event.decide.delay").Count);
        Assert.Equal(5, hub.Sink.Values("connectors.event.duration").Count);
        Assert.Equal(3, hub.Sink.Values("connectors.effect.send.delay").Count);
        Assert.Single(hub.Sink.Values("connectors.read.duration"));
        Assert.NotEmpty(hub.Sink.Values("connectors.dispatch.duration"));
    }

    [Fact]
    public async Task Event_ParkedForTwoRefusals_IsCountedOnce()
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.Refused);
        await hub.RunAsync(Booking.Book("pin+post"));
        Assert.Equal(2, hub.Sink.Sums("connectors.cases.opened")["refused,Validation"]);
        AssertSums(hub, "connectors.events.ended", ("notes,Parked", 1));
    }

    [Fact]
    public async Task Histograms_OfStages_MeasureFromTheStageBefore()
    {
        await using Watched hub = new();
        await hub.Hub.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        hub.Clock.Ahead = TimeSpan.FromSeconds(100);
        hub.World.Wall.OnSend = _ =>
        {
            hub.Clock.Ahead = TimeSpan.FromSeconds(107);
            return null;
        };
        Assert.True(await hub.Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.InRange(Assert.Single(hub.Sink.Values("connectors.event.decide.delay")), 100, 105);
        Assert.InRange(Assert.Single(hub.Sink.Values("connectors.effect.send.delay")), 0, 5);
        Assert.InRange(Assert.Single(hub.Sink.Values("connectors.dispatch.duration")), 7, 12);
        Assert.InRange(Assert.Single(hub.Sink.Values("connectors.event.duration")), 107, 112);
    }

    [Fact]
    public async Task Notes_OfAStepThatIsNotCommitted_LeaveNoNumber()
    {
        await using Watched hub = new();
        HubStore store = hub.Node.GetRequiredService<HubStore>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.RunAsync(Step, Cancel));
        Assert.Empty(hub.Sink.Sums("connectors.events.accepted"));

        static Task Step(HubTransaction transaction)
        {
            transaction.Notes.Offered("notes", true);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task Conflict_OfTheStore_IsCountedAndItsStepOnlyOnce()
    {
        await using Watched hub = new();
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        HubStore store = new(new Conflicting(file), TimeProvider.System, Random.Shared, hub.Node.GetRequiredService<HubTelemetry>());
        int runs = 0;
        await store.RunAsync(
            t =>
            {
                t.Notes.Offered("notes", true);
                return ++runs < 3 ? throw new TimeoutException() : Task.CompletedTask;
            },
            Cancel);
        AssertSums(hub, "connectors.store.conflicts", ("", 2));
        AssertSums(hub, "connectors.events.accepted", ("notes", 1));
        File.Delete(file);
    }

    [Fact]
    public async Task Fence_ThatStopsAStep_IsCounted()
    {
        await using Watched hub = new();
        hub.World.Wall.OnSend = _ =>
        {
            // While the call is under way, another process takes the node's name over.
            HubStore store = hub.Node.GetRequiredService<HubStore>();
            store.RunAsync(t => t.Nodes.RegisterAsync("node-1", "another process", TimeSpan.FromMinutes(1), Cancel), Cancel).GetAwaiter().GetResult();
            hub.World.Wall.OnSend = _ => null;
            return null;
        };
        await hub.RunAsync(NoteSource.Note("note", "a", "one"));
        Assert.Equal(1, hub.Sink.Sums("connectors.steps.fenced")["dispatch"]);
    }

    [Fact]
    public async Task Numbers_OfPersonalData_QuoteNone()
    {
        await using Watched hub = new();
        hub.World.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, ServerText = new ServerText(Canary),
            Reason = new CaseReason(ErrorKind.Validation, $"about {Canary}", Canary, Canary),
        };
        await hub.RunAsync(NoteSource.Note("note", $"{Canary}@example.com", Canary, Canary, lane: Canary));
        Assert.Equal(1, (await hub.GaugeAsync("connectors.cases.open"))["other"]);
        AssertSums(hub, "connectors.cases.opened", ("other,Validation", 1));
        Assert.DoesNotContain(hub.Sink.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void Notes_WithoutAListener_AllocateNothing()
    {
        using HubTelemetry telemetry = new();
        StepNotes notes = new(telemetry);
        LedgerEffect effect = new()
        {
            Key = "k", Target = "wall", Kind = "pin", Class = EffectClass.Document, Subject = "s", Source = new("notes", "note", "a"), Payload = "", Way = "",
        };
        Outcome outcome = new() { Key = "k", Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "no") };
        InboxEvent decided = new(1, NoteSource.Note("note", "a", "one"), EventState.Pending, null, 0, 0, default);
        Verdict verdict = new Verdict.Absorbed("");
        Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Round();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            notes.Offered("notes", true);
            notes.Decided(decided, verdict);
            notes.Sending(effect);
            notes.Settled(effect, outcome);
            notes.CaseOpened(outcome.Reason!);
            notes.Committed();
        }
    }

    private static void AssertSums(Watched hub, string name, params (string Tags, double Sum)[] expected) =>
        Assert.Equal(expected, hub.Sink.Sums(name).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)));

    private sealed class Conflicting(string file) : StoreDialect
    {
        public override string NowMilliseconds => "0";

        public override void Migrate()
        {
        }

        public override ConnectorException? Explain(Exception exception) => null;

        public override async ValueTask<StoreConnection> OpenAsync(CancellationToken cancellationToken)
        {
            SqliteConnection connection = new($"Data Source={file};Pooling=False");
            await connection.OpenAsync(cancellationToken);
            return new StoreConnection(connection, null);
        }

        public override ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken) => default;

        public override ValueTask<DbTransaction> BeginStepAsync(DbConnection connection, CancellationToken cancellationToken) =>
            connection.BeginTransactionAsync(cancellationToken);

        public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
            connection.BeginTransactionAsync(cancellationToken);

        public override bool IsConflict(Exception exception) => exception is TimeoutException;
    }
}
