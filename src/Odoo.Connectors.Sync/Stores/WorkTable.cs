using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>Counts what is open. Reads partial indexes of open rows only: what is at its end, however much, costs nothing here.</summary>
internal sealed class WorkTable(Sql sql)
{
    private const string Since =
        "COALESCE((SELECT MIN(i.received_at) FROM event_effect x JOIN inbox i ON i.id = x.event WHERE x.effect = e.key), e.planned_at)";

    private const string Late =
        $"""
        SELECT e.kind AS kind, e.state AS state, CASE WHEN e.attempts > 0 THEN 1 ELSE 0 END AS tried, {Since} AS since,
            CASE WHEN EXISTS (SELECT 1 FROM review r WHERE r.effect = e.key AND r.is_open = 1) THEN 1 ELSE 0 END AS has_case
        FROM effect e
        """;

    /// <summary>Events by system and state. Decided ones are found by their open effects.</summary>
    public const string EventsQuery =
        """
        SELECT system, state, COUNT(*), MIN(received_at) FROM inbox WHERE state IN (0, 1, 3) GROUP BY system, state
        UNION ALL
        SELECT i.system, i.state, COUNT(DISTINCT i.id), MIN(i.received_at) FROM effect e
        JOIN event_effect x ON x.effect = e.key JOIN inbox i ON i.id = x.event
        WHERE e.state IN (0, 1, 2, 6) AND i.state = 2 GROUP BY i.system, i.state
        """;

    public const string EffectsQuery = "SELECT target, state, COUNT(*), MIN(planned_at) FROM effect WHERE state IN (0, 1, 2, 6) GROUP BY target, state";

    public const string CasesQuery =
        """
        SELECT r.cause, r.error_kind, e.kind, CASE WHEN e.state = 3 THEN 1 ELSE 0 END, i.subject_kind, COUNT(*), MIN(r.opened_at)
        FROM review r LEFT JOIN effect e ON e.key = r.effect LEFT JOIN inbox i ON i.id = r.event
        WHERE r.is_open = 1 GROUP BY 1, 2, 3, 4, 5
        """;

    /// <summary>Effects that are not applied, refused ones as long as their case is open.</summary>
    public const string LateEffectsQuery =
        $"""
        SELECT kind, tried, has_case, COUNT(*), MIN(since) FROM (
            {Late} WHERE e.state IN (0, 1, 2, 6) UNION ALL {Late} WHERE e.state IN (4, 6, 7) AND e.state = 4) late
        WHERE since <= @p0 AND (state <> 4 OR has_case = 1) GROUP BY kind, tried, has_case
        """;

    /// <summary>Events without a decision, parked ones as long as a case of their own is open: else their effects speak for them.</summary>
    public const string LateEventsQuery =
        """
        SELECT i.subject_kind, CASE WHEN i.state = 3 THEN 1 ELSE 0 END, COUNT(*), MIN(i.received_at) FROM inbox i
        WHERE i.state IN (0, 1, 3) AND i.received_at <= @p0
        AND (i.state <> 3 OR EXISTS (SELECT 1 FROM review r WHERE r.event = i.id AND r.is_open = 1)) GROUP BY 1, 2
        """;

    /// <summary>Whether the store answers.</summary>
    public Task<long?> PingAsync(CancellationToken cancellationToken) => sql.NumberAsync("SELECT last FROM epoch", cancellationToken);

    public async Task<WorkSnapshot> SnapshotAsync(DateTimeOffset now, TimeSpan overdue, CancellationToken cancellationToken)
    {
        long cutoff = (now - overdue).ToUnixTimeMilliseconds();
        List<OpenEvents> events = await sql.QueryAsync(
            EventsQuery, row => new OpenEvents(row.GetString(0), (EventState)row.GetInt64(1), row.GetInt64(2), row.Time(3)), cancellationToken).ConfigureAwait(false);
        List<OpenEffects> effects = await sql.QueryAsync(
            EffectsQuery, row => new OpenEffects(row.GetString(0), (EffectState)row.GetInt64(1), row.GetInt64(2), row.Time(3)), cancellationToken)
            .ConfigureAwait(false);
        return new WorkSnapshot(now, events, effects,
        [
            .. await sql.QueryAsync(CasesQuery, Case, cancellationToken).ConfigureAwait(false),
            .. await sql.QueryAsync(LateEffectsQuery, LateEffect, cancellationToken, cutoff).ConfigureAwait(false),
            .. await sql.QueryAsync(LateEventsQuery, LateEvent, cancellationToken, cutoff).ConfigureAwait(false),
        ]);
    }

    private static Trouble Case(DbDataReader row) => new()
    {
        Kind = TroubleKind.Case, HasCase = true, Cause = row.GetString(0), ErrorKind = (ErrorKind)row.GetInt64(1),
        EffectKind = row.Text(2), IsApplied = row.GetInt64(3) != 0, SubjectKind = row.Text(4), Count = row.GetInt64(5), Since = row.Time(6),
    };

    private static Trouble LateEffect(DbDataReader row) => new()
    {
        Kind = TroubleKind.OverdueEffect, EffectKind = row.GetString(0), IsTried = row.GetInt64(1) != 0, HasCase = row.GetInt64(2) != 0,
        Count = row.GetInt64(3), Since = row.Time(4),
    };

    private static Trouble LateEvent(DbDataReader row) => new()
    {
        Kind = TroubleKind.OverdueEvent, SubjectKind = row.GetString(0), HasCase = row.GetInt64(1) != 0, Count = row.GetInt64(2), Since = row.Time(3),
    };
}
