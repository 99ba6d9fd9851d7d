using System.Data.Common;
using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>Everything a person must see.</summary>
internal sealed class CaseTable(Sql sql, StepNotes notes)
{
    private const string Hub = "hub";

    private const string Columns =
        """
        r.id, r.error_kind, r.cause, r.message, r.field, r.event, r.effect, r.status, r.opened_at, r.server_text,
        r.system, r.kind, r.lane, r.subject, r.reopened, r.from_case, r.assignee, r.due_at, r.closed_at, r.closed_by, r.why,
        (SELECT i.state FROM inbox i WHERE i.id = r.event), (SELECT e.state FROM effect e WHERE e.key = r.effect)
        """;

    /// <summary>Opens a case unless one of the same cause is open for the same event and effect.</summary>
    public async Task OpenAsync(CaseReason reason, long? eventId, string? effectKey, ServerText text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string?[] about = await AboutAsync(eventId, effectKey, cancellationToken).ConfigureAwait(false);
        long? retried = await RetriedAsync(eventId, about, cancellationToken).ConfigureAwait(false);
        int opened = await sql.ExecuteAsync(
            """
            INSERT INTO review (error_kind, cause, message, field, event, effect, is_open, opened_at, server_text,
                system, kind, lane, subject, from_case, reopened)
            SELECT @p0, @p1, @p2, @p3, @p4, @p5, 1, @p6, @p7, @p8, @p9, @p10, @p11, @p12,
                COALESCE((SELECT r.reopened + 1 FROM review r WHERE r.id = @p12), 0)
            WHERE NOT EXISTS (SELECT 1 FROM review WHERE is_open = 1 AND cause = @p1
                AND COALESCE(event, -1) = COALESCE(CAST(@p4 AS BIGINT), -1) AND COALESCE(effect, '') = COALESCE(@p5, ''))
            """,
            cancellationToken,
            (int)reason.Kind, reason.Cause, reason.Message, reason.Field, eventId, effectKey, now.ToUnixTimeMilliseconds(), text.IsEmpty ? null : text.Reveal(),
            about[0], about[1], about[2], about[3], retried).ConfigureAwait(false);
        if (opened > 0)
        {
            notes.CaseOpened(reason);
        }
    }

    public Task<List<CaseInfo>> ListAsync(CaseFilter filter, CasePage page, CancellationToken cancellationToken)
    {
        (string where, List<object?> values) = Where(filter);
        values.AddRange([page.After, page.Size]);
        return sql.QueryAsync(
            $"SELECT {Columns} FROM review r WHERE {where} AND r.id > @p{values.Count - 2} ORDER BY r.id LIMIT @p{values.Count - 1}", Case, cancellationToken, [.. values]);
    }

    /// <summary>Open cases up to a number, in the order of their events, from a place in that order on.</summary>
    public Task<List<(long Event, long Case)>> InOrderAsync(
        CaseFilter filter, long last, (long Event, long Case) after, int count, CancellationToken cancellationToken)
    {
        (string where, List<object?> values) = Where(filter with { Status = CaseStatus.Open });
        int p = values.Count;
        values.AddRange([last, after.Event, after.Case, count]);
        return sql.QueryAsync(
            $"""
            SELECT o.event, o.id FROM (SELECT COALESCE(r.event, (SELECT MIN(x.event) FROM event_effect x WHERE x.effect = r.effect), 0) AS event, r.id
                FROM review r WHERE {where} AND r.id <= @p{p}) o
            WHERE o.event > @p{p + 1} OR (o.event = @p{p + 1} AND o.id > @p{p + 2}) ORDER BY o.event, o.id LIMIT @p{p + 3}
            """,
            row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken, [.. values]);
    }

    public async Task<long> LastAsync(CancellationToken cancellationToken) =>
        await sql.NumberAsync("SELECT MAX(id) FROM review", cancellationToken).ConfigureAwait(false) ?? 0;

    public Task<List<CaseGroup>> GroupAsync(CaseFilter filter, CancellationToken cancellationToken)
    {
        (string where, List<object?> values) = Where(filter);
        return sql.QueryAsync(
            $"""
            SELECT r.cause, r.system, COUNT(*), MIN(r.opened_at), MAX(r.opened_at) FROM review r WHERE {where}
            GROUP BY r.cause, r.system ORDER BY COUNT(*) DESC, r.cause, r.system
            """,
            row => new CaseGroup(row.GetString(0), row.Text(1), row.GetInt64(2), row.Time(3), row.Time(4)), cancellationToken, [.. values]);
    }

    public Task<CaseInfo?> FindAsync(long id, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM review r WHERE r.id = @p0", Case, cancellationToken, id);

    public Task CloseAsync(long id, CaseStatus status, string by, string? why, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE review SET is_open = 0, status = @p1, closed_by = @p2, why = @p3, closed_at = @p4 WHERE id = @p0 AND is_open = 1",
            cancellationToken, id, (int)status, by, why, now.ToUnixTimeMilliseconds());

    public Task AssignAsync(long id, string? to, DateTimeOffset? due, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE review SET assignee = @p1, due_at = @p2 WHERE id = @p0", cancellationToken, id, to, due?.ToUnixTimeMilliseconds());

    /// <summary>Whether a case hangs open on what an effect's key, or another name, stands for.</summary>
    public async Task<bool> IsOpenAsync(string effectKey, CancellationToken cancellationToken) =>
        await sql.FirstAsync("SELECT cause FROM review WHERE effect = @p0 AND is_open = 1", row => row.GetString(0), cancellationToken, effectKey).ConfigureAwait(false) is not null;

    /// <summary>An effect that was applied after all needs nobody any more.</summary>
    public Task CloseForEffectAsync(string effectKey, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE review SET is_open = 0, status = 2, closed_by = @p2, closed_at = @p1 WHERE effect = @p0 AND is_open = 1",
            cancellationToken, effectKey, now.ToUnixTimeMilliseconds(), Hub);

    /// <summary>An event that is decided again needs nobody for what it was before.</summary>
    public Task CloseForEventAsync(long eventId, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE review SET is_open = 0, status = 2, closed_by = @p2, closed_at = @p1 WHERE event = @p0 AND is_open = 1",
            cancellationToken, eventId, now.ToUnixTimeMilliseconds(), Hub);

    /// <summary>System, kind, lane and subject of what a case is about.</summary>
    private async Task<string?[]> AboutAsync(long? eventId, string? effectKey, CancellationToken cancellationToken)
    {
        string?[]? about = eventId is not null
            ? await sql.FirstAsync(
                "SELECT system, kind, lane, subject FROM inbox WHERE id = @p0", Four, cancellationToken, eventId).ConfigureAwait(false)
            : await sql.FirstAsync(
                """
                SELECT e.target, e.kind, (SELECT i.lane FROM inbox i WHERE i.id = (SELECT MIN(x.event) FROM event_effect x WHERE x.effect = e.key)),
                    e.source_system || '/' || e.source_kind || '/' || e.source_id
                FROM effect e WHERE e.key = @p0
                """,
                Four, cancellationToken, effectKey ?? "").ConfigureAwait(false);

        if (about is null && effectKey?.Split('/', 5) is [ReconciliationTable.Cause, _, string source, string kind, string id])
        {
            // A discrepancy is named reconciliation/<how they differ>/<system>/<kind>/<id>.
            return [source, kind, null, $"{source}/{kind}/{id}"];
        }

        // A stream that stands still is named poll/<system>/<stream>, its pass pass/<system>/<stream>, a mapping mapping/<system>/<version>.
        return about ?? [effectKey?.Split('/') is ["poll" or "pass" or "mapping", string system, ..] ? system : null, null, null, null];
    }

    /// <summary>The case that was retried and has failed again now.</summary>
    private Task<long?> RetriedAsync(long? eventId, string?[] about, CancellationToken cancellationToken) => (eventId, about[3]) switch
    {
        (long id, _) => sql.NumberAsync("SELECT MAX(id) FROM review WHERE status = 1 AND event = @p0", cancellationToken, id),
        (_, not null) => sql.NumberAsync(
            "SELECT MAX(id) FROM review WHERE status = 1 AND effect IS NOT NULL AND system = @p0 AND kind = @p1 AND subject = @p2",
            cancellationToken, about[0], about[1], about[3]),
        _ => Task.FromResult<long?>(null),
    };

    private static (string Sql, List<object?> Values) Where(CaseFilter filter)
    {
        List<string> parts = [];
        List<object?> values = [];
        Add("r.status = ", (int?)filter.Status);
        Add("r.cause = ", filter.Cause);
        Add("r.error_kind = ", (int?)filter.Kind);
        Add("r.system = ", filter.System);
        Add("r.subject = ", filter.Subject);
        Add("r.assignee = ", filter.Assignee);
        Add("r.opened_at >= ", filter.OpenedFrom?.ToUnixTimeMilliseconds());
        Add("r.opened_at < ", filter.OpenedBefore?.ToUnixTimeMilliseconds());
        if (filter.Status == CaseStatus.Open)
        {
            parts.Add("r.is_open = 1");
        }

        return (parts.Count == 0 ? "1 = 1" : string.Join(" AND ", parts), values);

        void Add(string column, object? value)
        {
            if (value is not null)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{column}@p{values.Count}"));
                values.Add(value);
            }
        }
    }

    private static string?[] Four(DbDataReader row) => [row.Text(0), row.Text(1), row.Text(2), row.Text(3)];

    private static CaseInfo Case(DbDataReader row)
    {
        CaseStatus status = (CaseStatus)row.GetInt64(7);
        return new CaseInfo
        {
            Id = row.GetInt64(0),
            Reason = new CaseReason((ErrorKind)row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4)),
            EventId = row.Number(5),
            EffectKey = row.Text(6),
            Status = status,
            OpenedAt = row.Time(8),
            ServerText = new ServerText(row.Text(9)),
            System = row.Text(10),
            Kind = row.Text(11),
            Lane = row.Text(12),
            Subject = row.Text(13),
            Reopened = (int)row.GetInt64(14),
            FromCase = row.Number(15),
            Assignee = row.Text(16),
            DueAt = row.IsDBNull(17) ? null : row.Time(17),
            ClosedAt = row.IsDBNull(18) ? null : row.Time(18),
            ClosedBy = row.Text(19),
            Why = new ServerText(row.Text(20)),
            Actions = status == CaseStatus.Open ? Allowed(row.GetString(2), (EventState?)row.Number(21), (EffectState?)row.Number(22)) : CaseActions.None,
        };
    }

    private static CaseActions Allowed(string cause, EventState? state, EffectState? effect)
    {
        if (cause == MappingRegistry.Cause)
        {
            // Retried with all others it would be gone, and its target stood still without a case.
            return CaseActions.Assign | CaseActions.Resolve;
        }

        if (effect == EffectState.Held)
        {
            return CaseActions.Assign | CaseActions.Approve;
        }

        CaseActions actions = CaseActions.Assign | CaseActions.Retry | CaseActions.Resolve;
        if (state == EventState.Parked)
        {
            actions |= CaseActions.Skip | CaseActions.Edit;
        }

        return effect == EffectState.Refused ? actions | CaseActions.Skip : actions;
    }
}
