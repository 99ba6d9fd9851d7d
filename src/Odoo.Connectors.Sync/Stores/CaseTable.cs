using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>Everything a person must see.</summary>
internal sealed class CaseTable(Sql sql, StepNotes notes)
{
    private const string Columns = "id, error_kind, cause, message, field, event, effect, is_open, opened_at, server_text";

    /// <summary>Opens a case unless one of the same cause is open for the same event and effect.</summary>
    public async Task OpenAsync(CaseReason reason, long? eventId, string? effectKey, ServerText text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int opened = await sql.ExecuteAsync(
            """
            INSERT INTO review (error_kind, cause, message, field, event, effect, is_open, opened_at, server_text)
            SELECT @p0, @p1, @p2, @p3, @p4, @p5, 1, @p6, @p7
            WHERE NOT EXISTS (SELECT 1 FROM review WHERE is_open = 1 AND cause = @p1
                AND COALESCE(event, -1) = COALESCE(@p4, -1) AND COALESCE(effect, '') = COALESCE(@p5, ''))
            """,
            cancellationToken,
            (int)reason.Kind, reason.Cause, reason.Message, reason.Field, eventId, effectKey, now.ToUnixTimeMilliseconds(), text.IsEmpty ? null : text.Reveal()).ConfigureAwait(false);
        if (opened > 0)
        {
            notes.CaseOpened(reason);
        }
    }

    public Task<List<CaseInfo>> ListAsync(bool openOnly, CancellationToken cancellationToken) =>
        sql.QueryAsync($"SELECT {Columns} FROM review WHERE is_open = 1 OR @p0 = 0 ORDER BY id", Case, cancellationToken, openOnly ? 1 : 0);

    public Task<CaseInfo?> FindAsync(long id, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM review WHERE id = @p0", Case, cancellationToken, id);

    public Task CloseAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE review SET is_open = 0, closed_at = @p1 WHERE id = @p0", cancellationToken, id, now.ToUnixTimeMilliseconds());

    /// <summary>An effect that was applied after all needs nobody any more.</summary>
    public Task CloseForEffectAsync(string effectKey, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE review SET is_open = 0, closed_at = @p1 WHERE effect = @p0 AND is_open = 1", cancellationToken, effectKey, now.ToUnixTimeMilliseconds());

    /// <summary>An event that is decided again needs nobody for what it was before.</summary>
    public Task CloseForEventAsync(long eventId, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE review SET is_open = 0, closed_at = @p1 WHERE event = @p0 AND is_open = 1", cancellationToken, eventId, now.ToUnixTimeMilliseconds());

    private static CaseInfo Case(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Reason = new CaseReason((ErrorKind)row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4)),
        EventId = row.Number(5),
        EffectKey = row.Text(6),
        IsOpen = row.GetInt64(7) != 0,
        OpenedAt = row.Time(8),
        ServerText = new ServerText(row.Text(9)),
    };
}
