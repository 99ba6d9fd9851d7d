namespace Odoo.Connectors.Sync;

/// <summary>Usage that was not taken, as it came.</summary>
internal sealed class UsageRejectedTable(Sql sql)
{
    private const int LongestBody = 16 * 1024;

    /// <summary>Keeps what was not taken. What is kept already, from an earlier try, stays as it is.</summary>
    public Task AddAsync(string source, IReadOnlyList<(UsageFault Fault, string Body)> rejected, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (UsageKey Key, UsageFault Fault, string Body)[] rows =
        [
            .. rejected.Select(r => (Key: UsageKey.Of(source, r.Body), r.Fault, Body: StoreText.Storable(r.Body.Length > LongestBody ? r.Body[..LongestBody] : r.Body)))
                .DistinctBy(r => r.Key).OrderBy(r => r.Key),
        ];
        return sql.AddNewAsync(
            "usage_rejected", "h1, h2, source, received_at, line, event, field, message, body", "", "",
            [
                Column.Of(rows, r => r.Key.H1), Column.Of(rows, r => r.Key.H2), Column.Of(rows, _ => source), Column.Of(rows, _ => now.ToUnixTimeMilliseconds()),
                Column.Of(rows, r => r.Fault.Line), Column.Of(rows, r => r.Fault.EventId is null ? null : StoreText.Storable(r.Fault.EventId)),
                Column.Of(rows, r => r.Fault.Field), Column.Of(rows, r => r.Fault.Message), Column.Of(rows, r => r.Body),
            ],
            cancellationToken);
    }

    public Task<List<RejectedUsage>> ListAsync(long after, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id, source, received_at, line, event, field, message, body FROM usage_rejected WHERE id > @p0 ORDER BY id LIMIT @p1",
            row => new RejectedUsage(
                row.GetInt64(0), row.GetString(1), row.Time(2), new UsageFault(row.GetInt64(3), row.Text(4), row.GetString(5), row.GetString(6)), row.GetString(7)),
            cancellationToken, after, most);

    public Task RemoveAsync(long id, CancellationToken cancellationToken) => sql.ExecuteAsync("DELETE FROM usage_rejected WHERE id = @p0", cancellationToken, id);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM usage_rejected WHERE received_at < @p0", cancellationToken, before.ToUnixTimeMilliseconds());
}
