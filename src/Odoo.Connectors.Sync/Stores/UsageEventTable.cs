using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>Usage events by the hashes of their ids, and the unique values that they hold.</summary>
internal sealed class UsageEventTable(Sql sql)
{
    private const int MostPruned = 5000;

    // Columns of more rows are large objects, which are collected with everything else there is.
    private const int MostTogether = 5000;

    // Received to the hour: so the statement is the same for many batches.
    private const long Coarse = 3_600_000;

    /// <summary>Stores events that are not known.</summary>
    /// <param name="events">The events with their totals, each key once, in the order of their keys: a page of the index is then visited once, and no two steps wait for each other.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>For each whether it is new.</returns>
    public async Task<bool[]> AddAsync((MeteredEvent Event, long Total)[] events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool[] added = new bool[events.Length];
        for (int from = 0; from < events.Length; from += MostTogether)
        {
            ArraySegment<(MeteredEvent, long)> some = new(events, from, Math.Min(MostTogether, events.Length - from));
            (await AddSomeAsync(some, now, cancellationToken).ConfigureAwait(false)).CopyTo(added, from);
        }

        return added;
    }

    private Task<bool[]> AddSomeAsync(ArraySegment<(MeteredEvent Event, long Total)> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.AddNewAsync(
            "usage_event", "h1, h2, total, quantity, at, v1, v2, ranked", ", withdrawn, received_at", Constants(0, now),
            [
                Column.Of(events, e => e.Event.Key.H1), Column.Of(events, e => e.Event.Key.H2), Column.Of(events, e => e.Total),
                Column.Of(events, e => e.Event.Event.Quantity), Column.Of(events, e => e.Event.At),
                Column.Of(events, e => e.Event.Value?.H1), Column.Of(events, e => e.Event.Value?.H2),
                Column.Of(events, e => e.Event.Meter.IsRanked ? 1L : 0L),
            ],
            cancellationToken);

    /// <summary>Notes that events are taken back which have not come.</summary>
    /// <returns>For each whether it had not.</returns>
    public Task<bool[]> ForestallAsync(IReadOnlyList<UsageKey> keys, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.AddNewAsync(
            "usage_event", "h1, h2, total, quantity, at, ranked", ", withdrawn, received_at", Constants(1, now),
            [
                Column.Of(keys, k => k.H1), Column.Of(keys, k => k.H2), Column.Of(keys, _ => 0L), Column.Of(keys, _ => 0m), Column.Of(keys, _ => 0L), Column.Of(keys, _ => 0L),
            ],
            cancellationToken);

    public Task<List<EventRow>> FindAsync(IReadOnlyList<UsageKey> keys, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            SELECT e.id, e.h1, e.h2, e.total, e.quantity, e.at, e.v1, e.v2, e.withdrawn FROM {rows} JOIN usage_event e ON e.h1 = r.c0 AND e.h2 = r.c1
            """,
            [Column.Of(keys, k => k.H1), Column.Of(keys, k => k.H2)],
            row => new EventRow(
                row.GetInt64(0), new UsageKey(row.GetInt64(1), row.GetInt64(2)), row.GetInt64(3), row.GetDecimal(4), row.GetInt64(5),
                row.IsDBNull(6) ? null : new UsageKey(row.GetInt64(6), row.GetInt64(7)), row.GetInt64(8) == 1),
            cancellationToken);

    public Task WithdrawAsync(IReadOnlyList<EventRow> events, CancellationToken cancellationToken) =>
        sql.EachAsync(rows => $"UPDATE usage_event SET withdrawn = 1 FROM {rows} WHERE usage_event.id = r.c0", [Column.Of(events, e => e.Id)], cancellationToken);

    /// <summary>Walks over the events that count in a total of a meter that ranks them.</summary>
    public async Task WalkAsync(long total, Action<decimal, long> visit, CancellationToken cancellationToken) =>
        await sql.QueryAsync(
            "SELECT quantity, at FROM usage_event WHERE total = @p0 AND ranked = 1 AND withdrawn = 0",
            row =>
            {
                visit(row.GetDecimal(0), row.GetInt64(1));
                return true;
            },
            cancellationToken, total).ConfigureAwait(false);

    /// <summary>Adds to how many events hold unique values, and tells how many do now. No value may be given twice.</summary>
    public Task<List<(long Total, UsageKey Value, long Events)>> HoldAsync(
        IReadOnlyList<(long Total, UsageKey Value, long Events)> values, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            INSERT INTO usage_unique (total, v1, v2, events) SELECT r.c0, r.c1, r.c2, r.c3 FROM {rows} WHERE 1 = 1
            ON CONFLICT (total, v1, v2) DO UPDATE SET events = usage_unique.events + excluded.events RETURNING total, v1, v2, events
            """,
            [Column.Of(values, v => v.Total), Column.Of(values, v => v.Value.H1), Column.Of(values, v => v.Value.H2), Column.Of(values, v => v.Events)],
            row => (row.GetInt64(0), new UsageKey(row.GetInt64(1), row.GetInt64(2)), row.GetInt64(3)), cancellationToken);

    /// <summary>Forgets some of the events that came before an instant, the oldest first.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        long? last = await sql.NumberAsync(
            "SELECT MAX(id) FROM (SELECT id, received_at FROM usage_event ORDER BY id LIMIT @p0) AS oldest WHERE received_at < @p1",
            cancellationToken, MostPruned, before.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        return last is null ? 0 : await sql.ExecuteAsync(
            "DELETE FROM usage_event WHERE id <= @p0 AND received_at < @p1", cancellationToken, last, before.ToUnixTimeMilliseconds()).ConfigureAwait(false);
    }

    /// <summary>Forgets unique values of totals that nothing can change any more.</summary>
    public Task<int> PruneValuesAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "DELETE FROM usage_unique WHERE total IN (SELECT DISTINCT u.total FROM usage_unique u JOIN usage_total t ON t.id = u.total WHERE t.closed_at < @p0)",
            cancellationToken, before.ToUnixTimeMilliseconds());

    private static string Constants(int withdrawn, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $", {withdrawn}, {now.ToUnixTimeMilliseconds() / Coarse * Coarse}");
}
