using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Deliveries, from durable acceptance to their end.</summary>
internal sealed class InboxTable(Sql sql, StepNotes notes)
{
    private const int MostPerStatement = 20;

    private const string Columns =
        "i.id, i.system, i.kind, i.lane, i.subject_system, i.subject_kind, i.subject_id, i.occurred_at, i.payload, i.state, i.deadline, i.delays, i.rank, i.priority, i.received_at, i.trace";

    // Looked for before it is written: a store may note the number that it gives to a row even where the row is not kept then.
    private const string IsNew =
        """
        NOT EXISTS (SELECT 1 FROM seen WHERE system = @p0 AND dedupe = @p7)
        AND NOT EXISTS (SELECT 1 FROM inbox k WHERE k.dedupe IS NOT NULL AND k.system = @p0 AND k.dedupe = @p7)
        """;

    private const string AddPatient =
        $"""
        INSERT INTO lane (name) VALUES (@p2) ON CONFLICT (name) DO NOTHING;
        INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, dedupe, occurred_at, received_at, payload, state, due_at, priority, rank, head, trace)
        SELECT @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, 0, @p9, @p11, @p12, 1, @p13 WHERE {IsNew}
        ON CONFLICT (system, dedupe) WHERE dedupe IS NOT NULL DO NOTHING RETURNING id
        """;

    // What is urgent lends its place to what it must wait for.
    private const string AddUrgent =
        $"""
        UPDATE inbox SET rank = @p12 WHERE lane = @p2 AND subject = @p3 AND state IN (0, 1, 3) AND rank > @p12 AND {IsNew};
        {AddPatient}
        """;

    /// <summary>Stores a delivery and its lane, in one command.</summary>
    /// <returns>False when its dedupe key is known: the same delivery came before.</returns>
    public async Task<bool> AddAsync(Delivery delivery, long rank, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[]? dedupe = delivery.DedupeKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(delivery.DedupeKey))[..16];
        return await sql.NumberAsync(
            AddText(delivery.Priority), cancellationToken,
            delivery.System, delivery.Kind, delivery.Lane, delivery.Subject.ToString(),
            delivery.Subject.System, delivery.Subject.Kind, delivery.Subject.Id,
            dedupe, delivery.OccurredAt.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), delivery.Payload,
            (int)delivery.Priority, rank, delivery.Trace).ConfigureAwait(false) is not null;
    }

    /// <summary>The command that stores a delivery.</summary>
    public static string AddText(DeliveryPriority priority) => priority <= DeliveryPriority.Realtime ? AddUrgent : AddPatient;

    /// <summary>
    /// The next deliveries that may be decided, of all lanes that no other live node holds and that are not listed. One that is
    /// not the oldest open one of its subject is blocked: a waiting or parked one holds back its own subject, and only that.
    /// </summary>
    public Task<List<(InboxEvent Event, bool Blocked)>> NextAsync(long epoch, IEnumerable<string> except, int count, CancellationToken cancellationToken)
    {
        // In lists of a few lengths only: each length is a statement of its own to prepare.
        string[] lanes = [.. except];
        object?[] values = [epoch, count, .. lanes, .. Enumerable.Repeat(lanes.LastOrDefault(), -lanes.Length & 7)];
        string others = values.Length == 2 ? "" : $"AND i.lane NOT IN ({string.Join(", ", Enumerable.Range(2, values.Length - 2).Select(n => $"@p{n}"))})";
        return sql.QueryAsync(
            $"""
            SELECT {Columns}, CASE WHEN EXISTS (SELECT 1 FROM inbox e WHERE e.lane = i.lane AND e.subject = i.subject
                AND COALESCE(e.place, e.id) < COALESCE(i.place, i.id) AND e.state IN (0, 1, 3)) THEN 1 ELSE 0 END
            FROM inbox i WHERE i.state = 0 AND i.head = 1 {others}
            AND NOT EXISTS (SELECT 1 FROM lane JOIN node n ON n.epoch = lane.epoch AND n.expires_at > {sql.Dialect.NowMilliseconds}
                WHERE lane.name = i.lane AND lane.epoch <> @p0)
            ORDER BY i.rank, i.id LIMIT @p1
            """,
            row => (Event(row), row.GetInt64(16) != 0), cancellationToken, values);
    }

    /// <summary>A blocked delivery is not looked at again until the one before it ends.</summary>
    public Task StepBackAsync(long id, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE inbox SET head = 0 WHERE id = @p0", cancellationToken, id);

    /// <summary>What waited long enough may be decided again.</summary>
    public Task WakeAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE inbox SET state = 0 WHERE state = 1 AND due_at <= @p0", cancellationToken, now.ToUnixTimeMilliseconds());

    public Task<InboxEvent?> FindAsync(long id, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM inbox i WHERE i.id = @p0", Event, cancellationToken, id);

    public Task<List<InboxEvent>> FindAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        RowValues keys = new();
        keys.Add([.. ids]);
        return sql.QueryAsync($"SELECT {Columns} FROM inbox i WHERE i.id IN {keys.Text}", Event, cancellationToken, keys.Values);
    }

    /// <summary>Ends a delivery, or parks it. The oldest one that is still open of its subject may be looked at then.</summary>
    public async Task FinishAsync(long id, EventState state, string reason, CancellationToken cancellationToken)
    {
        await NoteEndAsync(id, state, cancellationToken).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE inbox SET state = @p1, reason = @p2 WHERE id = @p0;
            UPDATE inbox SET head = 1 WHERE head = 0 AND id = (
                SELECT o.id FROM inbox o WHERE o.lane = (SELECT lane FROM inbox WHERE id = @p0) AND o.subject = (SELECT subject FROM inbox WHERE id = @p0)
                AND o.state IN (0, 1, 3) ORDER BY COALESCE(o.place, o.id) LIMIT 1)
            """,
            cancellationToken, id, (int)state, reason).ConfigureAwait(false);
    }

    public async Task WaitAsync(long id, DateTimeOffset due, DateTimeOffset deadline, string reason, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "UPDATE inbox SET state = 1, due_at = @p1, deadline = COALESCE(deadline, @p2), reason = @p3 WHERE id = @p0",
            cancellationToken, id, due.ToUnixTimeMilliseconds(), deadline.ToUnixTimeMilliseconds(), reason).ConfigureAwait(false);
        await ForgetAnswersAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A system could not be read: try again later, for as long as the outage lasts. The lane is free meanwhile, so what was
    /// read before it may be older than what others do in between: it is read afresh.
    /// </summary>
    public async Task DelayAsync(long id, DateTimeOffset due, string reason, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "UPDATE inbox SET state = 1, due_at = @p1, reason = @p2, delays = delays + 1 WHERE id = @p0",
            cancellationToken, id, due.ToUnixTimeMilliseconds(), reason).ConfigureAwait(false);
        await ForgetAnswersAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides a delivery again from the start, with everything read afresh.</summary>
    public async Task ReopenAsync(long id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "UPDATE inbox SET state = 0, due_at = @p1, deadline = NULL, reason = NULL, head = 1 WHERE id = @p0",
            cancellationToken, id, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        await ForgetAnswersAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps what was read for a delivery.</summary>
    public async Task AnswerAsync(long id, IReadOnlyList<(ExternalRef Need, byte[]? Answer)> answers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach ((ExternalRef Need, byte[]? Answer)[] part in answers.DistinctBy(a => a.Need).Chunk(MostPerStatement))
        {
            RowValues rows = new();
            foreach ((ExternalRef need, byte[]? answer) in part)
            {
                rows.Add(id, need.System, need.Kind, need.Id, answer, now.ToUnixTimeMilliseconds());
            }

            await sql.ExecuteAsync(
                $"""
                INSERT INTO answer (event, system, kind, id, payload, read_at) VALUES {rows.Text}
                ON CONFLICT (event, system, kind, id) DO UPDATE SET payload = excluded.payload, read_at = excluded.read_at
                """,
                cancellationToken, rows.Values).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The number of the last delivery there is; 0 for none. Where accepts commit side by side a lower number may be seen later. It
    /// was given before this one, so it was received before anything that is read from now on: it tells of nothing newer.
    /// </summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken) =>
        await sql.NumberAsync("SELECT COALESCE(MAX(id), 0) FROM inbox", cancellationToken).ConfigureAwait(false) ?? 0;

    /// <summary>Which of some objects a delivery told of that came after another one and is decided.</summary>
    public async Task<List<(ExternalRef Subject, string Lane, long Id)>> DecidedSinceAsync(
        long since, IReadOnlyList<ExternalRef> objects, CancellationToken cancellationToken)
    {
        List<(ExternalRef, string, long)> decided = [];
        foreach (ExternalRef[] part in objects.Chunk(MostPerStatement))
        {
            RowValues rows = RowValues.Of(part, MostPerStatement, since);
            decided.AddRange(await sql.QueryAsync(
                $"""
                SELECT subject_system, subject_kind, subject_id, lane, id FROM inbox
                WHERE id > @p0 AND state IN (2, 4, 5) AND (subject_system, subject_kind, subject_id) IN (VALUES {rows.Text})
                """,
                row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetString(3), row.GetInt64(4)),
                cancellationToken, rows.Values).ConfigureAwait(false));
        }

        return decided;
    }

    /// <summary>What was read for a delivery when it was decided.</summary>
    public Task<List<(ExternalRef Need, byte[]? Payload)>> AnswersAsync(long id, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT system, kind, id, payload FROM answer WHERE event = @p0",
            row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), row.BytesOrNull(3)), cancellationToken, id);

    /// <summary>How many deliveries are not at their end, parked ones not counted, and when the next one is due.</summary>
    public Task<OpenWork?> OpenAsync(CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT COUNT(*), MIN(due_at) FROM (
                SELECT due_at FROM inbox WHERE state = 0 AND head = 1 UNION ALL SELECT due_at FROM inbox WHERE state = 1 AND head = 1) AS open
            """,
            OpenWork.Read, cancellationToken);

    /// <summary>Whether a delivery about a subject is not decided, or parked.</summary>
    public async Task<bool> IsOpenAsync(string lane, ExternalRef subject, CancellationToken cancellationToken) =>
        await sql.NumberAsync(
            "SELECT COUNT(*) FROM inbox WHERE lane = @p0 AND subject = @p1 AND state IN (0, 1, 3)", cancellationToken, lane, subject.ToString()).ConfigureAwait(false) > 0;

    /// <summary>How many deliveries are not decided, parked ones counted; stops counting at a limit.</summary>
    public async Task<long> CountOpenAsync(long limit, CancellationToken cancellationToken) =>
        (await sql.NumberAsync(
            "SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE state IN (0, 1, 3) LIMIT @p0) AS open", cancellationToken, limit).ConfigureAwait(false))!.Value;

    /// <summary>Deliveries by outcome, for reports: system, kind, subject, state, reason.</summary>
    public Task<List<EventReport>> ReportAsync(CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id, system, kind, subject, state, reason FROM inbox ORDER BY id",
            row => new EventReport(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3),
                ((EventState)row.GetInt64(4)).ToString(), row.Text(5)),
            cancellationToken);

    private async Task NoteEndAsync(long id, EventState state, CancellationToken cancellationToken)
    {
        if (notes.CountsEnds && state is EventState.Applied or EventState.Absorbed or EventState.Parked)
        {
            OpenEvents? before = await sql.FirstAsync(
                "SELECT system, state, received_at FROM inbox WHERE id = @p0 AND state <> @p1",
                row => new OpenEvents(row.GetString(0), (EventState)row.GetInt64(1), 1, row.Time(2)), cancellationToken, id, (int)state).ConfigureAwait(false);
            if (before is not null)
            {
                notes.Ended(before.System, state, before.Oldest);
            }
        }
    }

    private Task ForgetAnswersAsync(long id, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM answer WHERE event = @p0", cancellationToken, id);

    private static InboxEvent Event(DbDataReader row) => new(
        row.GetInt64(0),
        new Delivery
        {
            System = row.GetString(1),
            Kind = row.GetString(2),
            Lane = row.GetString(3),
            Subject = new ExternalRef(row.GetString(4), row.GetString(5), row.GetString(6)),
            OccurredAt = row.Time(7),
            Payload = row.Bytes(8),
            Priority = (DeliveryPriority)row.GetInt64(13),
            Trace = row.Text(15),
        },
        (EventState)row.GetInt64(9),
        row.IsDBNull(10) ? null : row.Time(10),
        (int)row.GetInt64(11),
        row.GetInt64(12),
        row.Time(14));
}
