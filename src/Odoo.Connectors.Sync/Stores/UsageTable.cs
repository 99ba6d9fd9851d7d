using System.Data.Common;
using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Totals of metered usage, the terms of subscriptions, and what later periods bill for earlier ones.</summary>
internal sealed class UsageTable(Sql sql)
{
    private const string Columns =
        "t.id, t.system, t.subscription, t.meter, t.start_at, t.end_at, t.quantity, t.events, t.last_at, t.version, t.closed_at, t.frozen, t.billed, t.held, t.closings, t.aggregation";

    /// <summary>The ids of totals that are there.</summary>
    public Task<List<(TotalKey Key, long Id)>> IdsAsync(IReadOnlyList<TotalKey> keys, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            SELECT t.system, t.subscription, t.meter, t.start_at, t.id FROM {rows}
            JOIN usage_total t ON t.system = r.c0 AND t.subscription = r.c1 AND t.meter = r.c2 AND t.start_at = r.c3
            """,
            [Column.Of(keys, k => k.System), Column.Of(keys, k => k.Subscription), Column.Of(keys, k => k.Meter), Column.Of(keys, k => k.Start)],
            row => (new TotalKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), row.GetInt64(4)), cancellationToken);

    /// <summary>Makes totals that are not there yet.</summary>
    public Task EnsureAsync(IReadOnlyList<(TotalKey Key, long End, UsageAggregation Aggregation)> totals, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            INSERT INTO usage_total (system, subscription, meter, start_at, end_at, aggregation) SELECT r.c0, r.c1, r.c2, r.c3, r.c4, r.c5 FROM {rows} WHERE 1 = 1
            ON CONFLICT (system, subscription, meter, start_at) DO NOTHING
            """,
            [
                Column.Of(totals, t => t.Key.System), Column.Of(totals, t => t.Key.Subscription), Column.Of(totals, t => t.Key.Meter),
                Column.Of(totals, t => t.Key.Start), Column.Of(totals, t => t.End), Column.Of(totals, t => (long)t.Aggregation),
            ],
            cancellationToken);

    /// <summary>Totals as they are, until the step ends nobody else's. The ids are in order, so that two steps never wait for each other.</summary>
    public Task<List<TotalRow>> LockAsync(long[] ids, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"SELECT {Columns} FROM {rows} JOIN usage_total t ON t.id = r.c0 ORDER BY t.id{sql.Dialect.LockRows("t")}", [Column.Of(ids)], Total, cancellationToken);

    /// <summary>Writes what a step made of totals.</summary>
    public Task SaveAsync(IReadOnlyList<TotalRow> totals, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            UPDATE usage_total SET quantity = r.c1, events = r.c2, last_at = r.c3, held = r.c4, version = version + 1 FROM {rows} WHERE usage_total.id = r.c0
            """,
            [
                Column.Of(totals, t => t.Id), Column.Of(totals, t => t.Quantity), Column.Of(totals, t => t.Events), Column.Of(totals, t => t.LastAt),
                Column.Of(totals, t => t.IsHeld ? 1L : 0L),
            ],
            cancellationToken);

    /// <summary>Open totals of a meter that ended until an instant.</summary>
    public Task<List<TotalRow>> OpenAsync(string meter, DateTimeOffset ended, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"SELECT {Columns} FROM usage_total t WHERE t.meter = @p0 AND t.closed_at IS NULL AND t.end_at <= @p1 ORDER BY t.end_at, t.id LIMIT @p2{sql.Dialect.LockRows("t")}",
            Total, cancellationToken, meter, ended.ToUnixTimeMilliseconds(), most);

    /// <summary>The meters that have open totals which ended until an instant.</summary>
    public Task<List<string>> OpenMetersAsync(DateTimeOffset ended, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT DISTINCT meter FROM usage_total WHERE closed_at IS NULL AND end_at <= @p0 ORDER BY meter", row => row.GetString(0), cancellationToken, ended.ToUnixTimeMilliseconds());

    public Task<List<TotalRow>> OfAsync(string system, string subscription, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"SELECT {Columns} FROM usage_total t WHERE t.system = @p0 AND t.subscription = @p1 ORDER BY t.meter, t.start_at{sql.Dialect.LockRows("t")}",
            Total, cancellationToken, system, subscription);

    public Task<List<TotalRow>> ReadAsync(string system, string subscription, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"SELECT {Columns} FROM usage_total t WHERE t.system = @p0 AND t.subscription = @p1 ORDER BY t.start_at, t.meter", Total, cancellationToken, system, subscription);

    /// <summary>Closed totals of the same subscriptions and meters that are not what was told of them, and that nobody must allow first.</summary>
    public Task<List<TotalRow>> WrongAsync(IReadOnlyList<TotalRow> later, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            SELECT {Columns} FROM {rows} JOIN usage_total t ON t.system = r.c0 AND t.subscription = r.c1 AND t.meter = r.c2 AND t.start_at < r.c3
            WHERE t.closed_at IS NOT NULL AND t.quantity <> t.billed AND t.held = 0{sql.Dialect.LockRows("t")}
            """,
            [Column.Of(later, t => t.Key.System), Column.Of(later, t => t.Key.Subscription), Column.Of(later, t => t.Key.Meter), Column.Of(later, t => t.Key.Start)],
            Total, cancellationToken);

    public Task CloseAsync(TotalRow total, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE usage_total SET closed_at = @p1, frozen = @p2, billed = @p2, closings = closings + 1 WHERE id = @p0",
            cancellationToken, total.Id, now.ToUnixTimeMilliseconds(), total.Quantity);

    public Task ReopenAsync(long id, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE usage_total SET closed_at = NULL, frozen = NULL, billed = NULL, held = 0 WHERE id = @p0", cancellationToken, id);

    /// <summary>A period bills what an earlier one was wrong by.</summary>
    public async Task CorrectAsync(TotalRow by, TotalRow earlier, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "INSERT INTO usage_correction (total, closing, earlier, quantity) VALUES (@p0, @p1, @p2, @p3)",
            cancellationToken, by.Id, by.Closings + 1, earlier.Id, earlier.Late).ConfigureAwait(false);
        await BillAsync(earlier.Id, earlier.Quantity, cancellationToken).ConfigureAwait(false);
    }

    public Task BillAsync(long id, decimal billed, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE usage_total SET billed = @p1 WHERE id = @p0", cancellationToken, id, billed);

    public Task AllowAsync(long id, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE usage_total SET held = 0 WHERE id = @p0", cancellationToken, id);

    /// <summary>What a total bills for earlier ones, by its latest closing.</summary>
    public Task<List<(long Earlier, long Start, long End, decimal Quantity)>> CorrectionsAsync(long total, long closing, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT c.earlier, e.start_at, e.end_at, c.quantity FROM usage_correction c JOIN usage_total e ON e.id = c.earlier
            WHERE c.total = @p0 AND c.closing = @p1 ORDER BY e.start_at
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetDecimal(3)), cancellationToken, total, closing);

    /// <summary>What was told of a closed period by itself and by the corrections of periods before one.</summary>
    public async Task<decimal> ToldAsync(long earlier, long before, CancellationToken cancellationToken) =>
        (await sql.QueryAsync(
            """
            SELECT e.frozen FROM usage_total e WHERE e.id = @p0
            UNION ALL SELECT c.quantity FROM usage_correction c JOIN usage_total t ON t.id = c.total AND t.closings = c.closing
            WHERE c.earlier = @p0 AND t.closed_at IS NOT NULL AND t.start_at < @p1
            """,
            row => row.GetDecimal(0), cancellationToken, earlier, before).ConfigureAwait(false)).Sum();

    public Task SetTermAsync(ExternalRef subscription, UsageTerm term, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO usage_term (system, subscription, first_day, count, unit) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (system, subscription) DO UPDATE SET first_day = excluded.first_day, count = excluded.count, unit = excluded.unit
            """,
            cancellationToken, subscription.System, subscription.Id, term.FirstDay.ToString("O", CultureInfo.InvariantCulture), term.Every.Count, (int)term.Every.Unit);

    public Task<List<(string System, string Subscription, UsageTerm Term)>> TermsAsync(IReadOnlyList<ExternalRef> subscriptions, CancellationToken cancellationToken) =>
        sql.EachAsync(
            rows => $"""
            SELECT t.system, t.subscription, t.first_day, t.count, t.unit FROM {rows} JOIN usage_term t ON t.system = r.c0 AND t.subscription = r.c1
            """,
            [Column.Of(subscriptions, s => s.System), Column.Of(subscriptions, s => s.Id)],
            row => (row.GetString(0), row.GetString(1), new UsageTerm(
                DateOnly.ParseExact(row.GetString(2), "O", CultureInfo.InvariantCulture), new Recurrence((int)row.GetInt64(3), (RecurrenceUnit)row.GetInt64(4)))),
            cancellationToken);

    private static TotalRow Total(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Key = new TotalKey(row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)),
        End = row.GetInt64(5),
        Quantity = row.GetDecimal(6),
        Events = row.GetInt64(7),
        LastAt = row.Number(8),
        Version = row.GetInt64(9),
        ClosedAt = row.Number(10),
        Frozen = row.IsDBNull(11) ? null : row.GetDecimal(11),
        Billed = row.IsDBNull(12) ? null : row.GetDecimal(12),
        IsHeld = row.GetInt64(13) == 1,
        Closings = row.GetInt64(14),
        Aggregation = (UsageAggregation)row.GetInt64(15),
    };
}
