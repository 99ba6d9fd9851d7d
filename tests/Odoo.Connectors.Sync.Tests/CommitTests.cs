using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>How many times the disk is waited for, counted in the write-ahead log itself.</summary>
public sealed class CommitTests
{
    private const int Documents = 50;

    [Theory]
    [InlineData("text", 120)]
    [InlineData("needs:x", 75)]
    public async Task Documents_OnLanesOfTheirOwn_CostFewCommits(string text, int most)
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read";
        world.Wall.BatchSize = 25;
        await world.DrainAsync();
        using CommitCounter commits = new(world.Store.Address);
        for (int i = 0; i < Documents; i++)
        {
            await world.AcceptAsync(NoteSource.Note("note", $"n{i}", text, $"e{i}", $"lane{i}"));
        }

        Assert.True(await world.DrainAsync(20_000));
        Assert.Equal(Documents, world.Wall.Pinned.Count);

        // 50 acceptances; 8 plans a commit, and 16 readings; 2 batches of sending and outcome.
        Assert.InRange(commits.Count, Documents, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task AbsorbedEvents_OfOneLaneOrMany_ShareCommits(int lanes)
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, 500).Select(i => NoteSource.Note("ignored", $"n{i}", "x", $"e{i}", $"lane{i % lanes}"))]);
        using CommitCounter commits = new(world.Store.Address);
        Assert.True(await world.DrainAsync(20_000));
        Assert.All(await world.Hub.EventsAsync(TestContext.Current.CancellationToken), e => Assert.Equal("Absorbed", e.State));

        // 64 a commit.
        Assert.InRange(commits.Count, 8, 12);
    }

    [Fact]
    public async Task Acceptances_AtTheSameTime_ShareCommits()
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        using CommitCounter commits = new(world.Store.Address);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => world.AcceptAsync(NoteSource.Note("ignored", $"n{i}", "x", $"e{i}")))));
        Assert.InRange(commits.Count, 1, 100);
        Assert.Equal(200, (await world.Hub.EventsAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Duplicates_CostNoCommit()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "x", "evt_1"));
        using CommitCounter commits = new(world.Store.Address);
        for (int i = 0; i < 20; i++)
        {
            await world.AcceptAsync(NoteSource.Note("note", "a", "x", "evt_1"));
        }

        Assert.Equal(0, commits.Count);
    }

    [Fact]
    public async Task Acceptances_AtTheSameTime_OneAtFaultFailsAlone()
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        Task[] all = [.. Enumerable.Range(0, 20).Select(i => Task.Run(() => world.AcceptAsync(NoteSource.Note("ignored", $"n{i}", "x") with { Lane = i == 7 ? null! : "lane" })))];
        await Task.WhenAll(all.Where((_, i) => i != 7));
        await Assert.ThrowsAnyAsync<Exception>(() => all[7]);
        Assert.Equal(19, (await world.Hub.EventsAsync(TestContext.Current.CancellationToken)).Count);
    }

    /// <summary>Counts commit frames. It keeps a snapshot open, so that the log is not started over meanwhile.</summary>
    private sealed class CommitCounter : IDisposable
    {
        private readonly string _log;
        private readonly SqliteConnection _reader;
        private readonly int _before;

        public CommitCounter(string store)
        {
            _log = store + "-wal";
            _reader = new SqliteConnection($"Data Source={store};Pooling=False");
            _reader.Open();
            using SqliteCommand begin = _reader.CreateCommand();
            begin.CommandText = "BEGIN; SELECT COUNT(*) FROM meta";
            begin.ExecuteNonQuery();
            _before = Frames();
        }

        public int Count => Frames() - _before;

        public void Dispose() => _reader.Dispose();

        private int Frames()
        {
            using FileStream file = new(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[32];
            file.ReadExactly(header);
            int page = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
            ulong salt = BinaryPrimitives.ReadUInt64BigEndian(header[16..]);
            int commits = 0;
            Span<byte> frame = stackalloc byte[24];
            while (file.ReadAtLeast(frame, 24, throwOnEndOfStream: false) == 24 && BinaryPrimitives.ReadUInt64BigEndian(frame[8..]) == salt)
            {
                commits += BinaryPrimitives.ReadInt32BigEndian(frame[4..]) == 0 ? 0 : 1;
                file.Seek(page, SeekOrigin.Current);
            }

            return commits;
        }
    }
}
