using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests.Streaming;

public sealed class ChangesTests
{
    private readonly TableStub _table = new();
    private readonly FakeTimeProvider _time = new(TableStub.Noon);
    private readonly Rig _rig;

    public ChangesTests() => _rig = new Rig(_table.Reply);

    [Fact]
    public async Task ChangesAsync_ThousandRowsOfOneSecond_GivesEachExactlyOnce()
    {
        for (int id = 1; id <= 1000; id++)
        {
            _table.Put(id, seconds: (id * 7919 % 1000) / 1000.0); // ordered by fraction, the ids are shuffled
        }

        (List<long> first, OdooCursor cursor) = await PassAsync(OdooCursor.Start, pageSize: 100);
        (List<long> second, _) = await PassAsync(cursor, pageSize: 100);

        Assert.Equal(Enumerable.Range(1, 1000).Select(i => (long)i), first);
        Assert.Empty(second);
    }

    [Fact]
    public async Task ChangesAsync_CommittedLaterWithAnOlderDate_IsNotLost()
    {
        _table.Put(1, seconds: 0);
        _table.Put(2, seconds: 100);
        (_, OdooCursor cursor) = await PassAsync(OdooCursor.Start);

        _table.Put(3, seconds: 100 - 119); // a transaction of two minutes that ended only now
        (List<long> ids, _) = await PassAsync(cursor);

        Assert.Equal([3L], ids);
    }

    [Fact]
    public async Task ChangesAsync_ChangedTwiceWithinASecond_GivesTheSecondValue()
    {
        _table.Put(1, "one", 0.1);
        (_, OdooCursor cursor) = await PassAsync(OdooCursor.Start);

        _table.Put(1, "two", 0.2);
        (List<long> ids, OdooCursor next) = await PassAsync(cursor);
        (List<long> again, _) = await PassAsync(next);

        Assert.Equal([1L], ids);
        Assert.Empty(again);
    }

    [Fact]
    public async Task ChangesAsync_ChangedBehindThePassAndAheadOfIt_LosesNeither()
    {
        for (int id = 1; id <= 30; id++)
        {
            _table.Put(id);
        }

        // During the pass, long after it began, a row already read changes, and later one still to come.
        _table.BeforeCall = call =>
        {
            if (call == 3)
            {
                _table.Put(5, "changed", 300);
                _table.Put(25, "changed", 900);
            }
        };
        (List<long> first, OdooCursor cursor) = await PassAsync(OdooCursor.Start, pageSize: 10);
        (List<long> second, _) = await PassAsync(cursor, pageSize: 10);

        Assert.Equal(30, first.Count);
        Assert.Equal([5L], second);
    }

    [Fact]
    public async Task ChangesAsync_ContinuedFromEveryPage_GivesEachExactlyOnce()
    {
        for (int id = 1; id <= 35; id++)
        {
            _table.Put(id, seconds: id);
        }

        (_, OdooCursor before) = await PassAsync(OdooCursor.Start, pageSize: 10);
        for (int id = 31; id <= 70; id++)
        {
            _table.Put(id, "changed", 200 + id);
        }

        List<long> ids = [];
        OdooCursor cursor = before;
        for (bool isLast = false; !isLast;)
        {
            // A new process for every page, as after a stop.
            OdooChangePage<OdooRecord> page = await _rig.Client.ChangesAsync("res.partner", OdooDomain.All, ["name"], OdooCursor.Parse(cursor.ToString()),
                new OdooChangesOptions { PageSize = 10, TimeProvider = _time }, cancellationToken: Rig.Token).FirstAsync(Rig.Token);
            ids.AddRange(page.Records.Select(r => r.Id));
            (cursor, isLast) = (page.Cursor, page.IsLast);
        }

        Assert.Equal(Enumerable.Range(31, 40).Select(i => (long)i), ids);
    }

    [Fact]
    public async Task ChangesAsync_OverlapGoneByWithoutChanges_ReadsNothingAgain()
    {
        for (int id = 1; id <= 50; id++)
        {
            _table.Put(id);
        }

        (_, OdooCursor cursor) = await PassAsync(OdooCursor.Start);
        _time.Advance(TimeSpan.FromSeconds(121));
        (_, cursor) = await PassAsync(cursor); // 121 whole seconds may be less than the overlap and the second of the last change
        _time.Advance(TimeSpan.FromSeconds(1));
        (_, cursor) = await PassAsync(cursor);
        int before = _rig.Handler.Calls.Count;
        (List<long> ids, OdooCursor idle) = await PassAsync(cursor);

        Assert.Empty(ids);
        Assert.Equal(before + 1, _rig.Handler.Calls.Count); // it only asked for the latest change
        Assert.NotEqual(OdooCursor.Start, idle);
        Assert.Equal((await PassAsync(idle)).Cursor, idle); // nothing to store while nothing changes
        TranscriptReplayTests.AssertSame(new JsonArray("write_date", ">=", "2026-03-01 12:00:01"), _rig.Handler.Calls[before].Args[5]![0]![0]);
    }

    [Fact]
    public async Task ChangesAsync_BeforeTheOverlapHasGoneBy_StillReadsIt()
    {
        _table.Put(1, seconds: 0);
        (_, OdooCursor cursor) = await PassAsync(OdooCursor.Start);
        _time.Advance(TimeSpan.FromSeconds(121));
        (_, cursor) = await PassAsync(cursor);

        _table.Put(2, seconds: 0.9); // began in the second of the latest change, after the first pass had started
        (List<long> ids, _) = await PassAsync(cursor);

        Assert.Equal([2L], ids);
    }

    [Fact]
    public async Task ChangesAsync_MoreThanRemembered_GivesTheRestAgainAndLosesNothing()
    {
        for (int id = 1; id <= 30; id++)
        {
            _table.Put(id);
        }

        (_, OdooCursor cursor) = await PassAsync(OdooCursor.Start, remembered: 20);
        (List<long> again, _) = await PassAsync(cursor, remembered: 20);

        Assert.Equal(Enumerable.Range(21, 10).Select(i => (long)i), again);
    }

    [Fact]
    public async Task ChangesAsync_NothingThere_GivesOneEmptyLastPage()
    {
        OdooChangePage<OdooRecord> page = Assert.Single(await _rig.Client.ChangesAsync("res.partner", OdooDomain.All, ["name"], OdooCursor.Start,
            cancellationToken: Rig.Token).ToListAsync(Rig.Token));

        Assert.True(page.IsLast);
        Assert.Empty(page.Records);
        Assert.Equal(OdooCursor.Start, page.Cursor);
    }

    [Fact]
    public async Task ChangesAsync_SinceAMoment_AsksFromItOnWithArchived()
    {
        _table.Put(1, seconds: -1);
        _table.Put(2, seconds: 0);

        (List<long> ids, _) = await PassAsync(OdooCursor.At(TableStub.Noon));

        Assert.Equal([2L], ids);
        Assert.All(_rig.Handler.Calls, c =>
        {
            TranscriptReplayTests.AssertSame(new JsonArray("write_date", ">=", "2026-03-01 12:00:00"), c.Args[5]![0]![0]);
            Assert.False(c.Args[6]!["context"]!["active_test"]!.GetValue<bool>());
        });
        Assert.Equal("""["name","write_date"]""", _rig.Handler.Calls[1].Args[6]!["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task Recorded_SameSecond_GreaterFindsNothingAndEqualDoes()
    {
        // Why the bound is "from", and why no page may end within a second by write_date.
        JsonNode greater = Transcript.Get("orm-read.json", "cursor: write_date > value-as-read does NOT return records of the same second");
        JsonNode equal = Transcript.Get("orm-read.json", "cursor: write_date = value-as-read finds them (compared at second precision)");

        Assert.Empty(greater["response"]!["body"]!["result"]!.AsArray());
        Assert.Equal(3, equal["response"]!["body"]!["result"]!.AsArray().Count);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("2;;;;;;;;")]
    [InlineData("1;;;;;;;;")]
    [InlineData("1;a;;;;;;;")]
    [InlineData("1;5;;;;;;;7")]
    [InlineData("1;5;;;;;;;7:xyz")]
    [InlineData("hello")]
    public void TryParse_NoCursor_IsRefused(string text)
    {
        Assert.False(OdooCursor.TryParse(text, out _));
        Assert.Throws<FormatException>(() => OdooCursor.Parse(text));
    }

    [Fact]
    public void Parse_TextOfACursor_IsTheSameCursor()
    {
        OdooCursor cursor = OdooCursor.At(TableStub.Noon);

        Assert.Equal("1;1772366399;;;;;;;", cursor.ToString());
        Assert.Equal(cursor, OdooCursor.Parse(cursor.ToString()));
        Assert.Equal(OdooCursor.Start, OdooCursor.Parse(""));
    }

    private async Task<(List<long> Ids, OdooCursor Cursor)> PassAsync(OdooCursor since, int pageSize = 500, int remembered = 1000)
    {
        OdooChangesOptions options = new() { PageSize = pageSize, Remembered = remembered, TimeProvider = _time };
        List<OdooChangePage<OdooRecord>> pages = await _rig.Client.ChangesAsync("res.partner", OdooDomain.All, ["name"], since, options, cancellationToken: Rig.Token).ToListAsync(Rig.Token);
        Assert.True(pages[^1].IsLast);
        Assert.DoesNotContain(pages.SkipLast(1), p => p.IsLast);
        return ([.. pages.SelectMany(p => p.Records).Select(r => r.Id)], pages[^1].Cursor);
    }
}
