using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The effect ledger: what must take effect once, and every attempt at it.</summary>
internal sealed class LedgerTable(Sql sql)
{
    private const string Adopted = "adopted";
    private const int MostPerStatement = 50;
    private const string Rank = "(SELECT w.rank FROM effect w WHERE w.key = @p0)";
    private const string Place = "(SELECT COALESCE(w.place, w.seq) FROM effect w WHERE w.key = @p0)";

    private const string Columns =
        "e.key, e.target, e.kind, e.class, e.subject, e.source_system, e.source_kind, e.source_id, e.payload, e.way, e.state, e.attempts, e.priority, e.rank, e.weight, e.generation, e.planned_at, e.trace";

    /// <summary>
    /// Where an effect stands. One that was never sent and waits behind a refused one shares its fate: it is planned anew with it,
    /// by what is right then and behind the parents it has then.
    /// </summary>
    public Task<EffectSummary?> FindAsync(string key, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            WITH RECURSIVE above(key) AS (
                SELECT needs FROM effect_need WHERE effect = @p0
                UNION SELECT n.needs FROM effect_need n JOIN above a ON n.effect = a.key JOIN effect d ON d.key = a.key AND d.state NOT IN (3, 5))
            SELECT key, CASE WHEN state = 0 AND attempts = 0 AND EXISTS (SELECT 1 FROM above a JOIN effect d ON d.key = a.key WHERE d.state IN (4, 7))
                THEN 4 ELSE state END, target_id, way, target
            FROM effect WHERE key = @p0
            """,
            row => new EffectSummary(row.GetString(0), (EffectState)row.GetInt64(1), row.Text(2), row.GetString(3) == Adopted) { Target = row.GetString(4) }, cancellationToken, key);

    /// <summary>
    /// Plans an effect, or holds it for approval; a refused or rejected one of the same key, or one that never left, is planned
    /// anew and waits for nothing yet. Anything else keeps what was pinned when it was first sent.
    /// </summary>
    public async Task PlanAsync(LedgerEffect effect, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("DELETE FROM effect_need WHERE effect = @p0", cancellationToken, effect.Key).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            INSERT INTO effect (key, target, kind, class, subject, source_system, source_kind, source_id, payload, fingerprint, way, state, attempts, due_at, planned_at,
                priority, rank, weight, trace, mapping)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p12, 0, @p11, @p11, @p13, @p14, @p15, @p16, @p17)
            ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, fingerprint = excluded.fingerprint, way = excluded.way,
                subject = excluded.subject, state = excluded.state, due_at = excluded.due_at, priority = excluded.priority, rank = excluded.rank,
                weight = excluded.weight, trace = excluded.trace, mapping = excluded.mapping, generation = effect.generation + CASE WHEN effect.attempts > 0 THEN 1 ELSE 0 END
            WHERE effect.state IN (4, 7) OR (effect.state = 0 AND effect.attempts = 0)
            """,
            cancellationToken,
            effect.Key, effect.Target, effect.Kind, (int)effect.Class, effect.Subject,
            effect.Source.System, effect.Source.Kind, effect.Source.Id, effect.Payload,
            SHA256.HashData(Encoding.UTF8.GetBytes(effect.Payload)), effect.Way, now.ToUnixTimeMilliseconds(),
            (int)effect.State, (int)effect.Priority, effect.Rank, effect.Weight, effect.Trace, effect.Mapping).ConfigureAwait(false);

        // What is urgent lends its place to what it must wait for.
        await sql.ExecuteAsync(
            "UPDATE effect SET rank = @p2 WHERE target = @p0 AND subject = @p1 AND state IN (0, 1, 2, 6) AND rank > @p2",
            cancellationToken, effect.Target, effect.Subject, effect.Rank).ConfigureAwait(false);
    }

    /// <summary>
    /// State effects of the same subject and kind that were not sent yet give way to a newer one. What waited for one of
    /// them waits for what that one waited for: giving way must not open the gate early.
    /// </summary>
    /// <returns>The keys that gave way.</returns>
    public async Task<IReadOnlyList<string>> SupersedeAsync(LedgerEffect newer, CancellationToken cancellationToken)
    {
        List<string> older = await sql.QueryAsync(
            "SELECT key FROM effect WHERE target = @p0 AND subject = @p1 AND kind = @p2 AND class = 1 AND state IN (0, 6) AND key <> @p3",
            row => row.GetString(0), cancellationToken, newer.Target, newer.Subject, newer.Kind, newer.Key).ConfigureAwait(false);
        foreach (string key in older)
        {
            await sql.ExecuteAsync(
                """
                INSERT INTO effect_need (effect, needs) SELECT d.effect, u.needs FROM effect_need d JOIN effect_need u ON u.effect = d.needs
                WHERE d.needs = @p0 ON CONFLICT DO NOTHING
                """,
                cancellationToken, key).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE effect SET state = 5 WHERE key = @p0", cancellationToken, key).ConfigureAwait(false);
        }

        return older;
    }

    /// <summary>
    /// Lets an effect wait for another one. What it waits for, on to the last, goes before it in the order of their records and of
    /// the queue: an old one that is planned anew behind a new parent would otherwise hold up what it waits for itself.
    /// </summary>
    public async Task RequireAsync(string key, string needs, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO effect_need (effect, needs) VALUES (@p0, @p1) ON CONFLICT DO NOTHING", cancellationToken, key, needs)
            .ConfigureAwait(false);
        await sql.ExecuteAsync(
            $"""
            WITH RECURSIVE above(key) AS (
                SELECT key FROM effect WHERE key = @p1 AND state NOT IN (3, 5)
                UNION SELECT d.key FROM above a JOIN effect_need n ON n.effect = a.key JOIN effect d ON d.key = n.needs WHERE d.state NOT IN (3, 5))
            UPDATE effect SET rank = CASE WHEN rank > {Rank} THEN {Rank} ELSE rank END,
                place = CASE WHEN COALESCE(place, seq) > {Place} THEN {Place} ELSE place END
            WHERE key IN (SELECT key FROM above) AND (rank > {Rank} OR COALESCE(place, seq) > {Place})
            """,
            cancellationToken, key, needs).ConfigureAwait(false);
    }

    public async Task BelongAsync(long eventId, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (string[] part in keys.Chunk(MostPerStatement))
        {
            RowValues rows = new();
            foreach (string key in part)
            {
                rows.Add(eventId, key);
            }

            await sql.ExecuteAsync($"INSERT INTO event_effect (event, effect) VALUES {rows.Text} ON CONFLICT DO NOTHING", cancellationToken, rows.Values).ConfigureAwait(false);
        }
    }

    public Task ForgetEventAsync(long eventId, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM event_effect WHERE event = @p0", cancellationToken, eventId);

    public async Task<bool> IsBusyAsync(string target, string subject, CancellationToken cancellationToken) =>
        await sql.NumberAsync(
            "SELECT COUNT(*) FROM effect WHERE target = @p0 AND subject = @p1 AND state IN (0, 1, 2, 6)", cancellationToken, target, subject)
            .ConfigureAwait(false) > 0;

    /// <summary>Whether new records of a kind are on their way to a target, or may have arrived.</summary>
    public async Task<bool> IsMakingAsync(string target, string recordKind, CancellationToken cancellationToken) =>
        await sql.NumberAsync(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM effect WHERE target = @p0 AND state = 1 AND class = 0 AND (kind = @p1 OR source_kind = @p1)
                UNION ALL SELECT 1 FROM effect WHERE target = @p0 AND state = 2 AND class = 0 AND (kind = @p1 OR source_kind = @p1)) AS making
            """,
            cancellationToken, target, recordKind)
            .ConfigureAwait(false) > 0;

    /// <summary>What is marked as being sent to a target, with its way of writing.</summary>
    public Task<List<(string Key, string Way)>> SendingToAsync(string target, CancellationToken cancellationToken) =>
        sql.QueryAsync("SELECT key, way FROM effect WHERE target = @p0 AND state = 1", row => (row.GetString(0), row.GetString(1)), cancellationToken, target);

    /// <summary>What was being sent when its dispatcher stopped is in doubt.</summary>
    public Task DoubtAsync(string key, DateTimeOffset due, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE effect SET state = 2, due_at = @p1 WHERE key = @p0 AND state = 1", cancellationToken, key, due.ToUnixTimeMilliseconds());

    /// <summary>
    /// The next effects of many subjects: due, at least as urgent as asked, everything they need applied, the oldest open one of
    /// their target record and none other of it under way.
    /// </summary>
    public Task<List<LedgerEffect>> NextAsync(
        string target, DateTimeOffset now, DeliveryPriority least, int count, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"""
            SELECT {Columns} FROM effect e WHERE e.target = @p0 AND e.state IN (0, 2) AND e.due_at <= @p1 AND e.priority <= @p3
            AND NOT EXISTS (SELECT 1 FROM effect_need n JOIN effect d ON d.key = n.needs WHERE n.effect = e.key AND d.state NOT IN (3, 5))
            AND NOT EXISTS (SELECT 1 FROM effect o WHERE o.target = e.target AND o.subject = e.subject AND o.state IN (0, 1, 2, 6)
                AND (COALESCE(o.place, o.seq) < COALESCE(e.place, e.seq) OR o.state = 1))
            ORDER BY e.rank, e.seq LIMIT @p2
            """,
            Effect, cancellationToken, target, now.ToUnixTimeMilliseconds(), count, (int)least);

    /// <summary>A target answers again: what only waited for that need not wait any longer.</summary>
    public Task HurryAsync(string target, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE effect SET due_at = @p1 WHERE target = @p0 AND state IN (0, 2) AND state <> 2 AND due_at > @p1",
            cancellationToken, target, now.ToUnixTimeMilliseconds());

    /// <summary>Lets a held effect go.</summary>
    /// <returns>False when it is not held.</returns>
    public async Task<bool> ApproveAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync("UPDATE effect SET state = 0, due_at = @p1 WHERE key = @p0 AND state = 6", cancellationToken, key, now.ToUnixTimeMilliseconds())
            .ConfigureAwait(false) == 1;

    /// <summary>Ends a held effect for good, with everything that needs it: what was refused before and is planned anew is none the less not applied.</summary>
    /// <returns>The keys that ended; none when it is not held.</returns>
    public async Task<IReadOnlyList<string>> RejectAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> keys = await sql.QueryAsync(
            """
            WITH RECURSIVE below(key) AS (
                SELECT key FROM effect WHERE key = @p0 AND state = 6
                UNION SELECT n.effect FROM below b JOIN effect_need n ON n.needs = b.key JOIN effect e ON e.key = n.effect
                WHERE e.state IN (0, 6))
            SELECT key FROM below
            """,
            row => row.GetString(0), cancellationToken, key).ConfigureAwait(false);
        foreach (string rejected in keys)
        {
            await sql.ExecuteAsync(
                "UPDATE effect SET state = 7, finished_at = @p1 WHERE key = @p0", cancellationToken, rejected, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        }

        return keys;
    }

    /// <summary>Ends an effect that was planned and not sent, for its document was taken back.</summary>
    /// <returns>False when it may have been sent.</returns>
    public async Task<bool> WithdrawAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            "UPDATE effect SET state = 7, finished_at = @p1 WHERE key = @p0 AND state IN (0, 6)", cancellationToken, key, now.ToUnixTimeMilliseconds()).ConfigureAwait(false) == 1;

    public async Task SendingAsync(LedgerEffect effect, long epoch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "UPDATE effect SET state = 1, attempts = attempts + 1, epoch = @p1 WHERE key = @p0", cancellationToken, effect.Key, epoch).ConfigureAwait(false);
        await sql.ExecuteAsync(
            "INSERT INTO attempt (effect, number, epoch, started_at, generation) VALUES (@p0, @p1, @p2, @p3, @p4)",
            cancellationToken, effect.Key, effect.Attempts + 1, epoch, now.ToUnixTimeMilliseconds(), effect.Generation).ConfigureAwait(false);
    }

    public async Task SettleAsync(LedgerEffect effect, EffectState state, DateTimeOffset due, Outcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            """
            UPDATE effect SET state = @p1, due_at = @p2, target_id = COALESCE(@p3, target_id), finished_at = @p4, generation = generation + @p5,
                rank = CASE WHEN rank < @p2 THEN @p2 ELSE rank END
            WHERE key = @p0
            """,
            cancellationToken, effect.Key, (int)state, due.ToUnixTimeMilliseconds(), outcome.Target?.Id,
            state is EffectState.Applied or EffectState.Refused ? now.ToUnixTimeMilliseconds() : null,
            outcome is { Status: OutcomeStatus.NotApplied, FailureStored: true } ? 1 : 0).ConfigureAwait(false);
        await sql.ExecuteAsync(
            "UPDATE attempt SET ended_at = @p2, status = @p3, error_kind = @p4 WHERE effect = @p0 AND number = @p1",
            cancellationToken, effect.Key, effect.Attempts + 1, now.ToUnixTimeMilliseconds(), (int)outcome.Status,
            outcome.Reason is null ? null : (int)outcome.Reason.Kind).ConfigureAwait(false);
    }

    /// <summary>Records as applied what the target held already.</summary>
    public Task AdoptAsync(LedgerEffect effect, string targetId, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO effect (key, target, kind, class, subject, source_system, source_kind, source_id, payload, fingerprint, way, state, attempts, due_at, planned_at, finished_at, target_id)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, '', @p11, @p10, 3, 0, @p8, @p8, @p8, @p9)
            ON CONFLICT (key) DO UPDATE SET state = 3, target_id = excluded.target_id, finished_at = excluded.finished_at WHERE effect.state IN (4, 7)
            """,
            cancellationToken,
            effect.Key, effect.Target, effect.Kind, (int)effect.Class, effect.Subject,
            effect.Source.System, effect.Source.Kind, effect.Source.Id, now.ToUnixTimeMilliseconds(), targetId, Adopted, Array.Empty<byte>());

    /// <summary>Events that wait for nothing but this effect's end are at their end too.</summary>
    public Task<List<EventProgress>> ProgressAsync(string key, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT x.event, SUM(CASE WHEN e.state IN (0, 1, 2, 6) THEN 1 ELSE 0 END), SUM(CASE WHEN e.state = 4 THEN 1 ELSE 0 END),
                SUM(CASE WHEN e.state = 7 THEN 1 ELSE 0 END), SUM(CASE WHEN e.state = 3 THEN 1 ELSE 0 END)
            FROM event_effect x JOIN effect e ON e.key = x.effect JOIN inbox i ON i.id = x.event
            WHERE x.event IN (SELECT event FROM event_effect WHERE effect = @p0) AND i.state IN (2, 3) GROUP BY x.event
            """,
            row => new EventProgress(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancellationToken, key);

    public Task<List<long>> EventsOfAsync(string key, CancellationToken cancellationToken) =>
        sql.QueryAsync("SELECT event FROM event_effect WHERE effect = @p0", row => row.GetInt64(0), cancellationToken, key);

    /// <summary>Effects that can still move, and when the next one is due. Those behind one that a person must see to are not counted.</summary>
    public Task<OpenWork?> OpenAsync(CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            WITH RECURSIVE stuck(key) AS (
                SELECT key FROM effect WHERE state IN (4, 6, 7)
                UNION SELECT n.effect FROM effect_need n JOIN stuck s ON n.needs = s.key)
            SELECT COUNT(*), MIN(due_at) FROM effect WHERE state IN (0, 1, 2, 6) AND state <> 6 AND key NOT IN (SELECT key FROM stuck)
            """,
            OpenWork.Read, cancellationToken);

    private static LedgerEffect Effect(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        Target = row.GetString(1),
        Kind = row.GetString(2),
        Class = (EffectClass)row.GetInt64(3),
        Subject = row.GetString(4),
        Source = new ExternalRef(row.GetString(5), row.GetString(6), row.GetString(7)),
        Payload = row.GetString(8),
        Way = row.GetString(9),
        State = (EffectState)row.GetInt64(10),
        Attempts = (int)row.GetInt64(11),
        Priority = (DeliveryPriority)row.GetInt64(12),
        Rank = row.GetInt64(13),
        Weight = (int)row.GetInt64(14),
        Generation = (int)row.GetInt64(15),
        PlannedAt = row.Time(16),
        Trace = row.Text(17),
    };
}
