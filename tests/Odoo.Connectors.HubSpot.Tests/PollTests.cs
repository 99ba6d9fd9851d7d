using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.HubSpot.Tests;

public sealed class PollTests : IAsyncDisposable
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);
    private readonly Portal _portal = new(new HubSpotEmulatorOptions { PortalId = Rig.Portal, SearchDelay = Lag });

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Deals_FirstPoll_ListsAllAndBringsCompanyContactsAndLines()
    {
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"), ("country", "Germany"));
        string contact = _portal.Emulator.Create("contacts", ("email", "nora@northpeak.example"), ("firstname", "Nora"), ("lastname", "Peak"));
        string deal = _portal.Won("Seats", company);
        _portal.Line(deal, "SEAT", "5", "40.00", ("recurringbillingfrequency", "monthly"));
        _portal.Emulator.Associate("contacts", contact, "companies", company, 1);
        _portal.Emulator.Associate("deals", deal, "contacts", contact);

        PollPage page = await _portal.Rig.PollAsync("deals");

        Deal read = (Deal)_portal.Rig.Change(Assert.Single(page.Deliveries)).Record!;
        Assert.Equal((company, "nora@northpeak.example"), (read.Customer.Ref.Id, read.Customer.Email));
        Assert.Equal(Rig.Ref(RecordKinds.Contact, contact), Assert.Single(read.Contacts));
        Assert.Equal(("SEAT", 5m, 40.00m), (read.Lines[0].ProductCode, read.Lines[0].Quantity, read.Lines[0].UnitPrice));
        Assert.False(page.HasMore);
        Assert.Equal(DeliveryPriority.Backfill, page.Priority);
    }

    [Fact]
    public async Task Companies_ListInterruptedAfterAnyPage_GoesOnFromItsCursorInAnotherProcess()
    {
        string[] all = [.. Enumerable.Range(0, 250).Select(i => _portal.Emulator.Create("companies", ("name", $"Company {i}")))];
        List<string> seen = [];
        string? watermark = null;
        for (bool more = true; more;)
        {
            await using Rig process = _portal.Restart();
            PollPage page = await process.PollAsync("companies", watermark);
            seen.AddRange(page.Deliveries.Select(d => d.Subject.Id));
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        // 250 are three pages of at most 100.
        Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(3, _portal.Emulator.Calls.Count(c => c.Method == "GET" && c.Path.EndsWith("/companies", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Companies_ChangedWhileTheSearchLags_AreFoundByTheOverlap()
    {
        string id = _portal.Emulator.Create("companies", ("name", "Before"));
        string? watermark = (await _portal.Rig.PollAsync("companies")).Watermark;
        _portal.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        _portal.Emulator.Update("companies", id, ("name", "After"));

        (List<Delivery> hidden, watermark) = await _portal.PollAllAsync("companies", watermark);
        _portal.Rig.Clock.Advance(Lag);
        (List<Delivery> shown, watermark) = await _portal.PollAllAsync("companies", watermark);
        (List<Delivery> again, _) = await _portal.PollAllAsync("companies", watermark);

        Assert.DoesNotContain(hidden, d => Name(d) == "After");
        Assert.Equal("After", Name(Assert.Single(shown)));
        Assert.Empty(again);

        string Name(Delivery d) => ((Customer)_portal.Rig.Change(d).Record!).Name;
    }

    [Fact]
    public async Task Companies_PageThatWasNotStored_ComesAgain()
    {
        string? watermark = (await _portal.Rig.PollAsync("companies")).Watermark;
        _portal.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        string id = _portal.Emulator.Create("companies", ("name", "New"));
        _portal.Rig.Clock.Advance(Lag);

        (List<Delivery> lost, _) = await _portal.PollAllAsync("companies", watermark);
        (List<Delivery> again, string? next) = await _portal.PollAllAsync("companies", watermark);
        await using Rig restarted = _portal.Restart();
        PollPage afterRestart = await restarted.PollAsync("companies", next);

        Assert.Equal(id, Assert.Single(lost).Subject.Id);
        Assert.Equal(id, Assert.Single(again).Subject.Id);
        Assert.Equal(id, Assert.Single(afterRestart.Deliveries).Subject.Id);
    }

    [Fact]
    public async Task Search_MoreOfOneMomentThanItShows_AreReadByIdWithoutGapOrDouble()
    {
        // An import stamps all with one moment. HubSpot shows 10,000 results of a search; the answers below show 200 and refuse any more.
        SearchStub stub = new([.. Enumerable.Range(1, 1250).Select(i => (Id: 1_000L + i, At: i <= 1240 ? Rig.Start.AddHours(-1) : Rig.Start.AddMinutes(-30 + i - 1240)))]);
        await using Rig rig = Rig.Create(new Answers(stub.Answer), o => o.StartAt = Rig.Start.AddDays(-1));
        List<string> seen = [];
        string? watermark = null;
        for (bool more = true; more;)
        {
            PollPage page = await rig.PollAsync("products", watermark);
            seen.AddRange(page.Deliveries.Select(d => d.Subject.Id));
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        Assert.Equal(stub.Records.Select(r => r.Id.ToString(CultureInfo.InvariantCulture)), seen.OrderBy(long.Parse));
        Assert.True(stub.Searches <= 12, $"{stub.Searches} searches");
    }

    [Fact]
    public async Task Search_TiesAtTheEndOfAPage_ComeWithTheNextOne()
    {
        SearchStub stub = new([.. Enumerable.Range(1, 450).Select(i => (Id: (long)i, At: Rig.Start.AddHours(-2).AddSeconds(i / 7)))]);
        await using Rig rig = Rig.Create(new Answers(stub.Answer), o => o.StartAt = Rig.Start.AddDays(-1));
        List<string> seen = [];
        string? watermark = null;
        for (bool more = true; more;)
        {
            await using Rig process = Rig.Create(new Answers(stub.Answer), o => o.StartAt = Rig.Start.AddDays(-1));
            PollPage page = await process.PollAsync("products", watermark);
            seen.AddRange(page.Deliveries.Select(d => d.Subject.Id));
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        Assert.Equal(Enumerable.Range(1, 450).Select(i => i.ToString(CultureInfo.InvariantCulture)), seen.OrderBy(long.Parse));
    }

    [Fact]
    public async Task Search_RecordThatShowsLaterThanANewerOne_IsFoundByTheOverlap()
    {
        SearchStub stub = new([(1, Rig.Start.AddMinutes(-10)), (2, Rig.Start.AddMinutes(-7))]);
        stub.Hidden.Add(1);
        await using Rig rig = Rig.Create(new Answers(stub.Answer), o => o.StartAt = Rig.Start.AddDays(-1));

        PollPage first = await rig.PollAsync("products");
        stub.Hidden.Clear();
        PollPage second = await rig.PollAsync("products", first.Watermark);
        PollPage third = await rig.PollAsync("products", second.Watermark);

        // The first record is 3 minutes older than the last one seen, the overlap 5.
        Assert.Equal(["2", "1"], first.Deliveries.Concat(second.Deliveries).Select(d => d.Subject.Id));
        Assert.Single(first.Deliveries);
        Assert.Empty(third.Deliveries);
    }

    [Fact]
    public async Task Poll_Cancelled_IsCancelledAndNoFault()
    {
        using CancellationTokenSource stop = new();
        await using Rig rig = Rig.Create(new Answers(_ =>
        {
            stop.Cancel();
            throw new HttpRequestException("aborted");
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Adapter.PollAsync("products", null, stop.Token));
    }

    [Fact]
    public async Task LineItems_Changed_BringTheirDeal()
    {
        string company = _portal.Emulator.Create("companies", ("name", "NorthPeak"));
        string deal = _portal.Won("Seats", company);
        string line = _portal.Line(deal, "SEAT", "5", "40.00");
        string? watermark = (await _portal.Rig.PollAsync("line_items")).Watermark;
        _portal.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        _portal.Emulator.Update("line_items", line, ("quantity", "7"));
        _portal.Rig.Clock.Advance(Lag);

        (List<Delivery> deliveries, _) = await _portal.PollAllAsync("line_items", watermark);

        Deal read = (Deal)_portal.Rig.Change(Assert.Single(deliveries)).Record!;
        Assert.Equal((deal, 7m), (read.Ref.Id, read.Lines.Single().Quantity));
    }

    [Fact]
    public async Task Archived_Records_AreToldOnceAndTheListsAreReadNoMoreThanIsSet()
    {
        string company = _portal.Emulator.Create("companies", ("name", "Gone"));
        string deal = _portal.Emulator.Create("deals", ("dealname", "Gone too"), ("dealstage", "closedwon"), ("pipeline", "default"));
        (_, string? watermark) = await _portal.PollAllAsync("archived", null);
        _portal.Rig.Clock.Advance(TimeSpan.FromMinutes(59));
        _portal.Emulator.Archive("companies", company);
        _portal.Emulator.Archive("deals", deal);

        int before = _portal.Emulator.Calls.Count;
        (List<Delivery> early, watermark) = await _portal.PollAllAsync("archived", watermark);
        int asked = _portal.Emulator.Calls.Count - before;
        _portal.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        (List<Delivery> due, watermark) = await _portal.PollAllAsync("archived", watermark);
        _portal.Rig.Clock.Advance(TimeSpan.FromHours(1));
        (List<Delivery> again, _) = await _portal.PollAllAsync("archived", watermark);

        Assert.Equal((0, 0), (early.Count, asked));
        Assert.Equal(
            [(ChangeKinds.RecordGone, Rig.Ref(RecordKinds.Customer, company)), (ChangeKinds.RecordGone, Rig.Ref(RecordKinds.Deal, deal))],
            due.Select(_portal.Rig.Change).Select(c => (c.Kind, c.Subject)));
        Assert.Empty(again);
    }

    [Fact]
    public async Task Read_DeletedOrMerged_IsNothingOrTheSurvivor()
    {
        string gone = _portal.Emulator.Create("companies", ("name", "Gone"));
        string loser = _portal.Emulator.Create("companies", ("name", "Loser"));
        string primary = _portal.Emulator.Create("companies", ("name", "Primary"));
        _portal.Emulator.Archive("companies", gone);
        string survivor = _portal.Emulator.Merge("companies", primary, loser);
        HubSpotAdapter adapter = _portal.Rig.Adapter;

        byte[]? nothing = await adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, gone), Rig.Token);
        byte[]? merged = await adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, loser), Rig.Token);

        Assert.Null(nothing);
        Assert.Equal(survivor, ((Customer)adapter.Decode(Rig.Ref(RecordKinds.Customer, loser), merged)).Ref.Id);
        Assert.Null(await adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, "not-an-id"), Rig.Token));
    }

    [Fact]
    public async Task Poll_TransientFault_IsTriedAgainAndALostOneIsAnError()
    {
        int calls = 0;
        _portal.Emulator.OnCall = _ => calls++ < 2 ? EmulatorFault.ServerErrorPage : EmulatorFault.None;

        PollPage page = await _portal.Rig.PollAsync("companies");
        _portal.Emulator.OnCall = _ => EmulatorFault.ServerErrorPage;
        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => _portal.Rig.PollAsync("companies"));

        Assert.Empty(page.Deliveries);
        Assert.Equal((3, ErrorKind.Transient), (calls, e.Kind));
    }

    /// <summary>A search as it is documented: filters by moment and id, 200 results, an end at 10,000.</summary>
    private sealed class SearchStub((long Id, DateTimeOffset At)[] records)
    {
        public (long Id, DateTimeOffset At)[] Records { get; } = records;

        public HashSet<long> Hidden { get; } = [];

        public int Searches { get; private set; }

        public HttpResponseMessage Answer(Asked asked)
        {
            JsonNode request = JsonNode.Parse(asked.Body)!;
            Assert.Null(request["after"]);
            Searches++;
            IEnumerable<(long Id, DateTimeOffset At)> found = Records.Where(r => !Hidden.Contains(r.Id));
            foreach (JsonNode? filter in request["filterGroups"]![0]!["filters"]!.AsArray())
            {
                long value = long.Parse((string)filter!["value"]!, CultureInfo.InvariantCulture);
                bool isId = (string)filter["propertyName"]! == "hs_object_id";
                found = found.Where(r => Matches(isId ? r.Id : r.At.ToUnixTimeMilliseconds(), (string)filter["operator"]!, value));
            }

            bool byId = (string)request["sorts"]![0]!["propertyName"]! == "hs_object_id";
            found = byId ? found.OrderBy(r => r.Id) : found.OrderBy(r => r.At).ThenByDescending(r => r.Id % 10);
            IEnumerable<string> page = found.Take((int)request["limit"]!).Select(r => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"id":"{{r.Id}}","properties":{"name":"P","hs_lastmodifieddate":"{{r.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}"},"updatedAt":"{{r.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}"}"""));
            return Answers.Json($$"""{"total":{{found.Count()}},"results":[{{string.Join(',', page)}}]}""");
        }

        private static bool Matches(long have, string op, long value) => op switch { "GTE" => have >= value, "LTE" => have <= value, "GT" => have > value, _ => throw new ArgumentException(op) };
    }
}
