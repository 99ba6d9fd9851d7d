using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>How streams are run, passes over them, and when records were seen.</summary>
internal sealed class FeedTable(Sql sql)
{
    private const string PassColumns =
        "id, system, stream, purpose, state, from_at, asked_by, asked_at, ended_at, pages, seen, known + absorbed, changed, cases, absent";

    private const int IdsAtOnce = 500;

    private static readonly string Present =
        "UPDATE feed_record SET seen_at = @p3, absent = 0 WHERE system = @p0 AND stream = @p1 AND kind = @p2 AND id IN ("
        + string.Join(", ", Enumerable.Range(4, IdsAtOnce).Select(i => $"@p{i}")) + ")";

    /// <summary>Complete, and everything it stored is at its end.</summary>
    private const string Ended =
        """
        state = 2 AND NOT EXISTS (
            SELECT 1 FROM feed_pass_event p JOIN inbox i ON i.id = p.event WHERE p.pass = feed_pass.id AND i.state IN (0, 1, 2))
        """;

    public async Task<FeedRow> FindAsync(string system, string stream, CancellationToken cancellationToken) =>
        await sql.FirstAsync(
            "SELECT paused_by, polled_at, brought_at, caught_up_at, failed_at, next_at FROM feed WHERE system = @p0 AND stream = @p1",
            row => new FeedRow(row.Text(0), Moment(row, 1), Moment(row, 2), Moment(row, 3), Moment(row, 4), Moment(row, 5)),
            cancellationToken, system, stream).ConfigureAwait(false) ?? FeedRow.Empty;

    public Task PauseAsync(string system, string stream, string? by, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO feed (system, stream, paused_by) VALUES (@p0, @p1, @p2) ON CONFLICT (system, stream) DO UPDATE SET paused_by = excluded.paused_by",
            cancellationToken, system, stream, by);

    public Task ScheduleAsync(string system, string stream, DateTimeOffset next, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO feed (system, stream, next_at) VALUES (@p0, @p1, @p2) ON CONFLICT (system, stream) DO UPDATE SET next_at = excluded.next_at",
            cancellationToken, system, stream, next.ToUnixTimeMilliseconds());

    public Task PolledAsync(string system, string stream, bool brought, bool caughtUp, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO feed (system, stream, polled_at, brought_at, caught_up_at) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (system, stream) DO UPDATE SET polled_at = excluded.polled_at, failed_at = NULL,
            brought_at = COALESCE(excluded.brought_at, feed.brought_at), caught_up_at = COALESCE(excluded.caught_up_at, feed.caught_up_at)
            """,
            cancellationToken, system, stream, now.ToUnixTimeMilliseconds(),
            brought ? now.ToUnixTimeMilliseconds() : null, caughtUp ? now.ToUnixTimeMilliseconds() : null);

    public Task FailedAsync(string system, string stream, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO feed (system, stream, failed_at) VALUES (@p0, @p1, @p2) ON CONFLICT (system, stream) DO UPDATE SET failed_at = excluded.failed_at",
            cancellationToken, system, stream, now.ToUnixTimeMilliseconds());

    /// <summary>Queues a pass. What came of earlier ones is counted into their rows first.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> AddPassAsync(
        string system, string stream, PassPurpose purpose, DateTimeOffset? from, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            $"""
            UPDATE feed_pass SET absorbed = absorbed + ({Outcome(EventState.Absorbed)}), changed = changed + ({Outcome(EventState.Applied)}),
            cases = cases + ({Outcome(EventState.Parked)}) WHERE system = @p0 AND stream = @p1 AND {Ended}
            """,
            cancellationToken, system, stream).ConfigureAwait(false);
        await sql.ExecuteAsync(
            $"DELETE FROM feed_pass_event WHERE pass IN (SELECT id FROM feed_pass WHERE system = @p0 AND stream = @p1 AND {Ended})",
            cancellationToken, system, stream).ConfigureAwait(false);
        return (await sql.NumberAsync(
            "INSERT INTO feed_pass (system, stream, purpose, from_at, asked_by, asked_at, state) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 0) RETURNING id",
            cancellationToken, system, stream, (int)purpose, from?.ToUnixTimeMilliseconds(), by, now.ToUnixTimeMilliseconds()).ConfigureAwait(false))!.Value;
    }

    /// <summary>The pass whose turn it is. An expired watermark goes first: the live poll waits for it.</summary>
    public Task<OpenPass?> OpenPassAsync(string system, string stream, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT id, purpose, state, from_at, asked_at, watermark, pages FROM feed_pass WHERE system = @p0 AND stream = @p1 AND state < 2
            ORDER BY CASE WHEN purpose = 2 THEN 0 ELSE 1 END, id LIMIT 1
            """,
            row => new OpenPass(
                row.GetInt64(0), (PassPurpose)row.GetInt64(1), (PassState)row.GetInt64(2), Moment(row, 3), row.Time(4), row.Text(5), row.GetInt64(6)),
            cancellationToken, system, stream);

    /// <summary>A page of a pass is stored.</summary>
    public Task PassedAsync(long pass, string? watermark, int seen, int known, PassState state, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE feed_pass SET watermark = @p1, pages = pages + 1, seen = seen + @p2, known = known + @p3, state = @p4 WHERE id = @p0",
            cancellationToken, pass, watermark, seen, known, (int)state);

    public Task EndPassAsync(long pass, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE feed_pass SET state = 2, ended_at = @p1 WHERE id = @p0", cancellationToken, pass, now.ToUnixTimeMilliseconds());

    /// <summary>Notes which event a delivery that was just stored became.</summary>
    public Task BelongAsync(long pass, Delivery delivery, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO feed_pass_event (pass, event)
            SELECT @p0, id FROM inbox WHERE lane = @p1 AND subject = @p2 AND state IN (0, 1, 3) ORDER BY COALESCE(place, id) DESC LIMIT 1
            """,
            cancellationToken, pass, delivery.Lane, delivery.Subject.ToString());

    /// <summary>A pass with what came of what it stored.</summary>
    public async Task<FeedPass?> PassAsync(long pass, CancellationToken cancellationToken)
    {
        FeedPass? found = await sql.FirstAsync($"SELECT {PassColumns} FROM feed_pass WHERE id = @p0", Pass, cancellationToken, pass).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        List<(EventState State, long Count)> ends = await sql.QueryAsync(
            "SELECT i.state, COUNT(*) FROM feed_pass_event p JOIN inbox i ON i.id = p.event WHERE p.pass = @p0 GROUP BY i.state",
            row => ((EventState)row.GetInt64(0), row.GetInt64(1)), cancellationToken, pass).ConfigureAwait(false);
        long Of(EventState state) => ends.Where(e => e.State == state).Sum(e => e.Count);
        return found with
        {
            Absorbed = found.Absorbed + Of(EventState.Absorbed), Changed = found.Changed + Of(EventState.Applied), Cases = found.Cases + Of(EventState.Parked),
        };
    }

    /// <summary>A record of an exhaustive stream is there.</summary>
    public Task SeenAsync(string system, string stream, ExternalRef subject, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO feed_record (system, stream, kind, id, seen_at) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (system, stream, kind, id) DO UPDATE SET seen_at = excluded.seen_at, absent = 0
            """,
            cancellationToken, system, stream, subject.Kind, subject.Id, now.ToUnixTimeMilliseconds());

    /// <summary>Ids that are there. Those that were never told are not noted.</summary>
    public async Task ThereAsync(
        string system, string stream, IEnumerable<string> kinds, IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (string kind in kinds)
        {
            foreach (string[] some in ids.Chunk(IdsAtOnce))
            {
                // One text for all chunks: the last one repeats its first id.
                await sql.ExecuteAsync(
                    Present, cancellationToken,
                    [system, stream, kind, now.ToUnixTimeMilliseconds(), .. some, .. Enumerable.Repeat(some[0], IdsAtOnce - some.Length)]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Records that were there before and that nothing saw since.</summary>
    public Task<List<ExternalRef>> UnseenAsync(string system, string stream, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT kind, id FROM feed_record WHERE system = @p0 AND stream = @p1 AND absent = 0 AND seen_at < @p2 ORDER BY kind, id LIMIT @p3",
            row => new ExternalRef(system, row.GetString(0), row.GetString(1)), cancellationToken, system, stream, since.ToUnixTimeMilliseconds(), most);

    public async Task AbsentAsync(long pass, string system, string stream, ExternalRef subject, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "UPDATE feed_record SET absent = 1 WHERE system = @p0 AND stream = @p1 AND kind = @p2 AND id = @p3",
            cancellationToken, system, stream, subject.Kind, subject.Id).ConfigureAwait(false);
        await sql.ExecuteAsync("UPDATE feed_pass SET absent = absent + 1 WHERE id = @p0", cancellationToken, pass).ConfigureAwait(false);
    }

    private static string Outcome(EventState state) =>
        $"SELECT COUNT(*) FROM feed_pass_event p JOIN inbox i ON i.id = p.event WHERE p.pass = feed_pass.id AND i.state = {(int)state}";

    private static FeedPass Pass(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        System = row.GetString(1),
        Stream = row.GetString(2),
        Purpose = (PassPurpose)row.GetInt64(3),
        State = (PassState)row.GetInt64(4),
        From = Moment(row, 5),
        By = row.GetString(6),
        AskedAt = row.Time(7),
        EndedAt = Moment(row, 8),
        Pages = row.GetInt64(9),
        Seen = row.GetInt64(10),
        Absorbed = row.GetInt64(11),
        Changed = row.GetInt64(12),
        Cases = row.GetInt64(13),
        Absent = row.GetInt64(14),
    };

    private static DateTimeOffset? Moment(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
