using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Facts that need something of a reader that answers many questions with few calls.</summary>
public sealed class GatheringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Needs_OfManyFacts_AreAskedTogetherInCallsOfTheReadersSize()
    {
        await using HubWorld world = new();
        Shelf shelf = new() { ReadBatchSize = 3 };
        IConnectorOperations hub = Start(world, shelf);

        // Two want the same one; "alone-x" is none that may be read with others.
        await AcceptAsync(hub, "a", "b", "c", "d", "e", "f", "g", "a", "alone-x");
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));

        Assert.Equal(["a b c", "d e f"], shelf.Together.Order());
        Assert.Equal(["alone-x", "g"], shelf.Alone.Order());
        Assert.Equal(["book a", "book a", "book alone-x", "book b", "book c", "book d", "book e", "book f", "book g"], world.Wall.Pinned.Values.Order());
    }

    /// <summary>That there is no such object is an answer; no answer is none.</summary>
    [Fact]
    public async Task OneThatIsLeftOut_IsReadAloneAndFailsAlone()
    {
        await using HubWorld world = new();
        Shelf shelf = new() { LeftOut = ["b", "c"], Absent = ["d"], OnAlone = r => r.Id == "c" ? new ConnectorException(ErrorKind.Validation, "Page 7 is torn.") : null };
        IConnectorOperations hub = Start(world, shelf);

        await AcceptAsync(hub, "a", "b", "c", "d");
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));

        Assert.Equal(("a b c d", 1), (shelf.Together[0], shelf.Together.Count));
        Assert.Equal(["b", "c"], shelf.Alone.Order());
        Assert.Equal(["book a", "book b", "nothing"], world.Wall.Pinned.Values.Order());
        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Validation, "read-failed", "Page 7 is torn."), (only.Reason.Kind, only.Reason.Cause, only.Reason.Message));
    }

    /// <summary>Where nobody answers, as many calls again would not either: all wait.</summary>
    [Theory]
    [InlineData(ErrorKind.Transient)]
    [InlineData(ErrorKind.RateLimited)]
    [InlineData(ErrorKind.Unknown)]
    public async Task Outage_IsTheFailureOfAllThatWereAskedTogether(ErrorKind kind)
    {
        await using HubWorld world = new();
        Shelf shelf = new() { OnTogether = () => new ConnectorException(kind, "The library is closed.") };
        Hub hub = (Hub)Start(world, shelf, o => o.RetryDelay = o.MaxRetryDelay = TimeSpan.FromHours(1));
        await AcceptAsync(hub, "a", "b", "c");
        await HubWorld.WorkAsync(hub);

        Assert.Equal((1, 0, 0), (shelf.Together.Count, shelf.Alone.Count, world.Wall.Pinned.Count));
        Assert.Equal(["Waiting", "Waiting", "Waiting"], (await hub.EventsAsync(Cancel)).Select(e => e.State));
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));

        shelf.OnTogether = () => null;
        IConnectorOperations later = Start(world, shelf, name: "later", clock: new ShiftedClock(TimeSpan.FromDays(1)));
        Assert.True(await later.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(["book a", "book b", "book c"], world.Wall.Pinned.Values.Order());
    }

    /// <summary>The system refuses all because of one, or its reader has a fault: whoever it is about is told by being read alone.</summary>
    [Theory]
    [InlineData(ErrorKind.Validation)]
    [InlineData(ErrorKind.Permission)]
    [InlineData(ErrorKind.Protocol)]
    [InlineData(null)]
    public async Task AnyOtherFailure_LeavesEachToBeReadAlone(ErrorKind? kind)
    {
        await using HubWorld world = new();
        Shelf shelf = new()
        {
            OnTogether = () => kind is ErrorKind known ? new ConnectorException(known, "Not b.") : new InvalidOperationException("Not b."),
            OnAlone = r => r.Id == "b" ? new ConnectorException(ErrorKind.Validation, "Not b.") : null,
        };
        IConnectorOperations hub = Start(world, shelf);
        await AcceptAsync(hub, "a", "b", "c");
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));

        Assert.Equal("a b c", Assert.Single(shelf.Together));
        Assert.Equal(["a", "b", "c"], shelf.Alone.Order());
        Assert.Equal(["book a", "book c"], world.Wall.Pinned.Values.Order());
        Assert.Equal("read-failed", Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
    }

    private static IConnectorOperations Start(HubWorld world, Shelf shelf, Action<HubOptions>? hub = null, string name = "reading", TimeProvider? clock = null) => world.AddNode(
        name,
        s =>
        {
            s.AddSingleton<IFlow>(new Looking()).AddSingleton<IConnectedSystem>(shelf);
            if (clock is not null)
            {
                s.AddSingleton(clock);
            }
        },
        hub).GetRequiredService<IConnectorOperations>();

    /// <summary>One fact for each book, each in a lane of its own.</summary>
    private static async Task AcceptAsync(IConnectorOperations hub, params string[] books) =>
        await hub.AcceptAsync([.. books.Select((b, i) => NoteSource.Note("look", $"n{i}", b, lane: $"lane{i}"))], Cancel);

    /// <summary>Pins what the shelf has.</summary>
    private sealed class Looking : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "look";

        public Decision Decide(Change change, Known known) => !known.TryRead(new ExternalRef("shelf", "book", (string)change.Record!), out string? book)
            ? Decision.Needs
            : new Decision.Do([new Intent { Target = "wall", Kind = "pin", Class = EffectClass.Document, Source = change.Subject, Record = book ?? "nothing" }]);
    }

    /// <summary>A reader as a partner writes it.</summary>
    private sealed class Shelf : IBatchReader
    {
        private readonly Lock _gate = new();

        public string Name => "shelf";

        public int ReadBatchSize { get; init; } = 100;

        public HashSet<string> LeftOut { get; init; } = [];

        public HashSet<string> Absent { get; init; } = [];

        public Func<Exception?> OnTogether { get; set; } = () => null;

        public Func<ExternalRef, Exception?> OnAlone { get; init; } = _ => null;

        /// <summary>What was asked in one call, call by call.</summary>
        public List<string> Together { get; } = [];

        public List<string> Alone { get; } = [];

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("shelf-1", false));

        public bool IsBatched(ExternalRef reference) => !reference.Id.StartsWith("alone-", StringComparison.Ordinal);

        public Task<IReadOnlyDictionary<ExternalRef, byte[]?>> ReadManyAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                Together.Add(string.Join(' ', references.Select(r => r.Id)));
            }

            return OnTogether() is Exception e
                ? Task.FromException<IReadOnlyDictionary<ExternalRef, byte[]?>>(e)
                : Task.FromResult<IReadOnlyDictionary<ExternalRef, byte[]?>>(references.Where(r => !LeftOut.Contains(r.Id)).ToDictionary(r => r, Text));
        }

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                Alone.Add(reference.Id);
            }

            return OnAlone(reference) is Exception e ? Task.FromException<byte[]?>(e) : Task.FromResult(Text(reference));
        }

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => Encoding.UTF8.GetString(answer.Span);

        private byte[]? Text(ExternalRef reference) => Absent.Contains(reference.Id) ? null : Encoding.UTF8.GetBytes($"book {reference.Id}");
    }
}
