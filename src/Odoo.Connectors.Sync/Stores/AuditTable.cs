namespace Odoo.Connectors.Sync;

/// <summary>What happened, why, and by which rule. Holds no data of persons.</summary>
internal sealed class AuditTable(Sql sql)
{
    public Task WriteAsync(DateTimeOffset at, long? eventId, string? effectKey, string what, string? detail, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO audit (at, event, effect, what, detail) VALUES (@p0, @p1, @p2, @p3, @p4)",
            cancellationToken, at.ToUnixTimeMilliseconds(), eventId, effectKey, what, detail);

    public Task<List<AuditEntry>> ForEventAsync(long eventId, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT at, event, effect, what, detail FROM audit WHERE event = @p0
            OR effect IN (SELECT effect FROM event_effect WHERE event = @p0) ORDER BY id
            """,
            row => new AuditEntry(row.Time(0), row.Number(1), row.Text(2), row.GetString(3), row.Text(4)), cancellationToken, eventId);
}
