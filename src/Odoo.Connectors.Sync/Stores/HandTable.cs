using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What persons do by hand to events and effects, and what they see of them.</summary>
internal sealed class HandTable(Sql sql)
{
    public Task<LedgerState?> EffectAsync(string key, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            "SELECT state, class, target, source_system, source_kind, source_id FROM effect WHERE key = @p0",
            row => new LedgerState(
                (EffectState)row.GetInt64(0), (EffectClass)row.GetInt64(1), row.GetString(2), new ExternalRef(row.GetString(3), row.GetString(4), row.GetString(5))),
            cancellationToken, key);

    /// <summary>What waits behind an effect, directly or not, and is proven not applied.</summary>
    public Task<List<string>> BehindAsync(string key, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            WITH RECURSIVE behind(key) AS (
                SELECT effect FROM effect_need WHERE needs = @p0
                UNION SELECT n.effect FROM effect_need n JOIN behind b ON n.needs = b.key)
            SELECT e.key FROM behind b JOIN effect e ON e.key = b.key WHERE e.state IN (0, 6) ORDER BY e.seq
            """,
            row => row.GetString(0), cancellationToken, key);

    public Task EndAsync(string key, EffectState state, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE effect SET state = @p1, finished_at = @p2 WHERE key = @p0", cancellationToken, key, (int)state, now.ToUnixTimeMilliseconds());

    /// <summary>A person made the document: it is the target's own, without our external id.</summary>
    public Task ByHandAsync(string key, string? targetId, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE effect SET state = 3, finished_at = @p1, way = CASE WHEN @p2 <> '' THEN 'adopted' ELSE way END, target_id = CASE WHEN @p2 <> '' THEN @p2 ELSE target_id END WHERE key = @p0",
            cancellationToken, key, now.ToUnixTimeMilliseconds(), targetId ?? "");

    /// <summary>The latest fact of the same subject that was decided after an event.</summary>
    public Task<long?> LaterAsync(long eventId, CancellationToken cancellationToken) =>
        sql.NumberAsync(
            """
            SELECT l.id FROM inbox i JOIN inbox l ON l.lane = i.lane AND l.subject = i.subject
                AND COALESCE(l.place, l.id) > COALESCE(i.place, i.id) AND l.state IN (2, 4, 5)
            WHERE i.id = @p0 ORDER BY COALESCE(l.place, l.id) DESC, l.id DESC LIMIT 1
            """,
            cancellationToken, eventId);

    /// <summary>
    /// The event whose value of a record stands, when that came after an event's own: it was stored later, or planned after the event was
    /// decided, be it to set a value or to find it there already.
    /// </summary>
    public Task<long?> LaterAsync(long eventId, string target, string kind, string subject, CancellationToken cancellationToken) =>
        sql.NumberAsync(
            """
            SELECT MAX(a.event) FROM audit a JOIN (
                SELECT key FROM effect WHERE target = @p1 AND kind = @p2 AND subject = @p3 AND class = 1 AND state IN (0, 1, 2, 3, 6) ORDER BY seq DESC LIMIT 1) l ON l.key = a.effect
            WHERE a.what = 'planned' AND a.event <> @p0 AND (a.event > @p0 OR a.id > COALESCE(
                (SELECT MIN(o.id) FROM audit o WHERE o.event = @p0 AND o.what IN ('planned', 'absorbed', 'adopted')), 0))
            """,
            cancellationToken, eventId, target, kind, subject);

    /// <summary>Whether an event is about to be decided because somebody replayed it: nothing was audited of it since.</summary>
    public async Task<bool> IsReplayedAsync(long eventId, CancellationToken cancellationToken) =>
        await sql.FirstAsync("SELECT what FROM audit WHERE event = @p0 ORDER BY id DESC LIMIT 1", row => row.GetString(0), cancellationToken, eventId)
            .ConfigureAwait(false) == ReplayOperations.Replayed;

    /// <summary>Decides an ended event again by what was read for it.</summary>
    public Task DecideAgainAsync(long eventId, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE inbox SET state = 0, due_at = @p1, deadline = NULL, reason = NULL WHERE id = @p0", cancellationToken, eventId, now.ToUnixTimeMilliseconds());

    /// <summary>The states of an event's effects.</summary>
    public Task<List<EffectState>> StatesAsync(long eventId, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT e.state FROM event_effect x JOIN effect e ON e.key = x.effect WHERE x.event = @p0",
            row => (EffectState)row.GetInt64(0), cancellationToken, eventId);

    /// <summary>Stores an edited copy of a delivery, in its place among those of its subject; both rows name each other.</summary>
    /// <returns>The copy's number.</returns>
    public async Task<long> EditAsync(long eventId, ReadOnlyMemory<byte> payload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long copy = (await sql.NumberAsync(
            """
            INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, occurred_at, received_at, payload, state, due_at, priority, rank, place, trace, edited_from)
            SELECT system, kind, lane, subject, subject_system, subject_kind, subject_id, occurred_at, @p1, @p2, 0, @p1, priority, rank, COALESCE(place, id), trace, id FROM inbox WHERE id = @p0
            RETURNING id
            """,
            cancellationToken, eventId, now.ToUnixTimeMilliseconds(), payload).ConfigureAwait(false))!.Value;
        await sql.ExecuteAsync("UPDATE inbox SET edited_to = @p1 WHERE id = @p0", cancellationToken, eventId, copy).ConfigureAwait(false);
        return copy;
    }

    public Task<EventReport?> EventAsync(long eventId, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            "SELECT id, system, kind, subject, state, reason, edited_from, edited_to FROM inbox WHERE id = @p0",
            row => new EventReport(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), ((EventState)row.GetInt64(4)).ToString(), row.Text(5))
            {
                EditedFrom = row.Number(6),
                EditedTo = row.Number(7),
            },
            cancellationToken, eventId);

    /// <summary>The effects of an event, or one effect, with their attempts.</summary>
    public async Task<IReadOnlyList<EffectReport>> EffectsAsync(long? eventId, string? effectKey, CancellationToken cancellationToken)
    {
        List<EffectReport> effects = await sql.QueryAsync(
            $"""
            SELECT e.key, e.target, e.kind, e.state, e.target_id FROM effect e
            WHERE {(effectKey is null ? "e.key IN (SELECT effect FROM event_effect WHERE event = @p0)" : "e.key = @p0")} ORDER BY e.seq
            """,
            row => new EffectReport(row.GetString(0), row.GetString(1), row.GetString(2), (EffectState)row.GetInt64(3), row.Text(4), []),
            cancellationToken, effectKey is null ? eventId ?? 0 : effectKey).ConfigureAwait(false);
        for (int i = 0; i < effects.Count; i++)
        {
            effects[i] = effects[i] with { Attempts = await AttemptsAsync(effects[i].Key, cancellationToken).ConfigureAwait(false) };
        }

        return effects;
    }

    private Task<List<AttemptReport>> AttemptsAsync(string key, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT number, started_at, ended_at, status, error_kind FROM attempt WHERE effect = @p0 ORDER BY number",
            row => new AttemptReport(
                (int)row.GetInt64(0), row.Time(1), row.IsDBNull(2) ? null : row.Time(2), (OutcomeStatus?)row.Number(3), (ErrorKind?)row.Number(4)),
            cancellationToken, key);
}

/// <summary>What closing a case must know of its effect.</summary>
internal sealed record LedgerState(EffectState State, EffectClass Class, string Target, ExternalRef Source);
