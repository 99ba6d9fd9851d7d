using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

public sealed class TraceTests
{
    private const string Canary = "canary-9b1e";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trace_FromTheWebhookToTheDocument_GoesOnInOtherProcesses()
    {
        await using HubWorld world = new();
        using SpanSink sink = new();
        world.Source.Readable["x"] = "text";
        await AcceptInRequestAsync(world, sink, NoteSource.Note("note", "a", "needs:x"));

        // Another node decides and does not get through; a third process sends again.
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Unknown, Reason = new CaseReason(ErrorKind.Transient, "reply-lost", "lost") };
        IConnectorOperations second = world.AddNode("node-2").GetRequiredService<IConnectorOperations>();
        for (int pass = 0; pass < 50 && sink.Named("connectors.effect").Count == 0; pass++)
        {
            await second.DrainAsync(TimeSpan.Zero, Cancel);
        }

        int failed = sink.Named("connectors.effect").Count;
        world.Wall.OnSend = _ => null;
        await world.Node.DisposeAsync();
        Assert.True(await world.AddNode("node-2").GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(20), Cancel));

        Activity accept = Assert.Single(sink.Named("connectors.accept"));
        Assert.Equal("b7ad6b7169203331", sink.Request.ParentSpanId.ToHexString());
        Assert.Equal(sink.Request.SpanId, accept.ParentSpanId);
        Assert.Equal(("notes", 1, 0), (accept.GetTagItem("connectors.system"), accept.GetTagItem("connectors.events.accepted"), accept.GetTagItem("connectors.events.duplicates")));

        Activity read = Assert.Single(sink.Named("connectors.read"));
        Assert.Equal((accept.SpanId, "Found"), (read.ParentSpanId, read.GetTagItem("connectors.outcome")));
        IReadOnlyList<Activity> decisions = sink.Named("connectors.decide");
        Assert.Equal(["Missing", "Act"], decisions.Select(d => d.GetTagItem("connectors.verdict")));
        Assert.All(decisions, d => Assert.Equal(accept.SpanId, d.ParentSpanId));

        IReadOnlyList<Activity> effects = sink.Named("connectors.effect");
        Assert.Equal(failed + 1, effects.Count);
        Assert.All(effects, e => Assert.Equal(decisions[1].SpanId, e.ParentSpanId));
        Assert.Equal(Enumerable.Range(1, failed + 1).Cast<object>(), effects.Select(e => e.GetTagItem("connectors.effect.attempt")));
        Assert.Equal(("Unknown", "Transient", ActivityStatusCode.Error), (effects[0].GetTagItem("connectors.outcome"), effects[0].GetTagItem("error.type"), effects[0].Status));
        Activity done = effects[^1];
        Assert.Equal(
            ("Applied", "note/w1", "pin", "wall", ActivityStatusCode.Unset),
            (done.GetTagItem("connectors.outcome"), done.GetTagItem("connectors.document.id"), done.GetTagItem("connectors.effect.kind"), done.GetTagItem("connectors.target"), done.Status));
    }

    [Fact]
    public async Task Dispatch_OfSeveralEffects_IsOneCallThatLinksToThem()
    {
        await using HubWorld world = new();
        using SpanSink sink = new();
        Activity? during = null;
        world.Wall.OnSend = _ =>
        {
            during = Activity.Current;
            return null;
        };
        await AcceptInRequestAsync(world, sink, NoteSource.Note("note", "a", "one"), NoteSource.Note("note", "b", "two", lane: "l2"));
        Assert.True(await world.DrainAsync());
        IReadOnlyList<Activity> effects = sink.Named("connectors.effect");
        Assert.Equal(2, effects.Count);
        Activity call = Assert.Single(sink.All, a => a.OperationName == "connectors.dispatch" && a.Links.Any(l => l.Context == effects[0].Context));
        Assert.Equal(effects.Select(e => e.SpanId).ToHashSet(), call.Links.Select(l => l.Context.SpanId).ToHashSet());
        Assert.Same(call, during);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Dispatch_OfAPortThatThrows_LeavesItsEffectsInDoubt()
    {
        await using HubWorld world = new();
        using SpanSink sink = new();
        bool thrown = false;
        world.Wall.OnSend = _ => thrown ? null : throw (thrown = true) switch { _ => new InvalidOperationException(Canary) };
        await AcceptInRequestAsync(world, sink, NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["Unknown", "Applied"], sink.Named("connectors.effect").Select(e => e.GetTagItem("connectors.outcome")));
        Assert.DoesNotContain(Canary, sink.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_WithoutAListenerOnTheDecidingNode_StillReachesTheEffect()
    {
        await using HubWorld world = new();
        string trace;
        using (SpanSink first = new())
        {
            await AcceptInRequestAsync(world, first, NoteSource.Note("note", "a", "one"));
            trace = Assert.Single(first.Named("connectors.accept")).Id!;
        }

        Assert.True(await world.DrainAsync());
        Assert.Equal(trace, Assert.Single(Traces(world, "effect")));
    }

    [Fact]
    public async Task Trace_WhenNothingIsTraced_IsNotStored()
    {
        await using HubWorld world = new();
        Activity.Current = null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Null(Assert.Single(Traces(world, "inbox")));
        Assert.Null(Assert.Single(Traces(world, "effect")));
    }

    [Fact]
    public async Task Spans_OfPayloadsAndServerTexts_QuoteNone()
    {
        await using HubWorld world = new();
        using SpanSink sink = new();
        world.Source.OnReadOf = r => r.Id == "unreadable" ? new ConnectorException(ErrorKind.Permission, Canary) { ServerText = new ServerText(Canary) } : null;
        world.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, ServerText = new ServerText(Canary), Note = Canary,
            Reason = new CaseReason(ErrorKind.Validation, $"about {Canary}", Canary, Canary),
        };
        await AcceptInRequestAsync(
            world, sink,
            NoteSource.Note("note", $"{Canary}@example.com", Canary, Canary, lane: Canary),
            NoteSource.Note("note", "b", "needs:unreadable", lane: "l2"),
            NoteSource.Note("note", "c", "garbage", lane: "l3"));
        Assert.True(await world.DrainAsync());
        Assert.Single(sink.Named("connectors.effect"));
        Assert.Contains(sink.Named("connectors.read"), r => r.Status == ActivityStatusCode.Error);
        Assert.DoesNotContain(Canary, sink.Text(), StringComparison.Ordinal);
    }

    private static async Task AcceptInRequestAsync(HubWorld world, SpanSink sink, params Delivery[] deliveries)
    {
        using (sink.Request.Start())
        {
            await world.AcceptAsync(deliveries);
        }

        Activity.Current = null;
    }

    private static List<string?> Traces(HubWorld world, string table)
    {
        using DbConnection connection = world.Store.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT trace FROM {table}";
        using DbDataReader reader = command.ExecuteReader();
        List<string?> traces = [];
        while (reader.Read())
        {
            traces.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }

        return traces;
    }
}
