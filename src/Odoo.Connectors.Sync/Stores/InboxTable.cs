using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Deliveries, from durable acceptance to their end.</summary>
internal sealed class InboxTable(Sql sql, StepNotes notes)
{
    /// <summary>
    /// The oldest open delivery of its subject in its lane, due at @p1. A parked one holds back its own subject only.
    /// </summary>
    public const string Ready =
        """
        i.state IN (0, 1) AND i.due_at <= @p1
        AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.lane = i.lane AND e.subject = i.subject AND e.id < i.id AND e.state IN (0, 1, 3))
        """;

    private const string Columns =
        "i.id, i.system, i.kind, i.lane, i.subject_system, i.subject_kind, i.subject_id, i.occurred_at, i.payload, i.state, i.deadline, i.delays, i.received_at, i.trace";

    /// <summary>Stores a delivery.</summary>
    /// <returns>False when its dedupe key is known: the same delivery came before.</returns>
    public async Task<bool> AddAsync(Delivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[]? dedupe = delivery.DedupeKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(delivery.DedupeKey))[..16];
        return await sql.ExecuteAsync(
            """
            INSERT INTO inbox (system, kind, lane, subject, subject_system, subject_kind, subject_id, dedupe, occurred_at, received_at, payload, state, due_at, trace)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, 0, @p9, @p11)
            ON CONFLICT (system, dedupe) WHERE dedupe IS NOT NULL DO NOTHING
            """,
            cancellationToken,
            delivery.System, delivery.Kind, delivery.Lane, delivery.Subject.ToString(),
            delivery.Subject.System, delivery.Subject.Kind, delivery.Subject.Id,
            dedupe, delivery.OccurredAt.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), delivery.Payload, delivery.Trace).ConfigureAwait(false) == 1;
    }

    public Task<InboxEvent?> NextAsync(string lane, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            $"SELECT {Columns} FROM inbox i WHERE i.lane = @p0 AND {Ready} ORDER BY i.id LIMIT 1",
            Event, cancellationToken, lane, now.ToUnixTimeMilliseconds());

    public Task<InboxEvent?> FindAsync(long id, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM inbox i WHERE i.id = @p0", Event, cancellationToken, id);

    public async Task FinishAsync(long id, EventState state, string reason, CancellationToken cancellationToken)
    {
        await NoteEndAsync(id, state, cancellationToken).ConfigureAwait(false);
        await sql.ExecuteAsync("UPDATE inbox SET state = @p1, reason = @p2 WHERE id = @p0", cancellationToken, id, (int)state, reason).ConfigureAwait(false);
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
            "UPDATE inbox SET state = 0, due_at = @p1, deadline = NULL, reason = NULL WHERE id = @p0",
            cancellationToken, id, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        await ForgetAnswersAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public Task AnswerAsync(long id, ExternalRef need, byte[]? answer, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            INSERT INTO answer (event, system, kind, id, payload, read_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
            ON CONFLICT (event, system, kind, id) DO UPDATE SET payload = excluded.payload, read_at = excluded.read_at
            """,
            cancellationToken, id, need.System, need.Kind, need.Id, answer, now.ToUnixTimeMilliseconds());

    public Task<List<(ExternalRef Need, byte[]? Payload)>> AnswersAsync(long id, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT system, kind, id, payload FROM answer WHERE event = @p0",
            row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), row.BytesOrNull(3)), cancellationToken, id);

    /// <summary>How many deliveries are not at their end, parked ones not counted, and when the next one is due.</summary>
    public Task<OpenWork?> OpenAsync(CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT COUNT(*), MIN(i.due_at) FROM inbox i WHERE i.state IN (0, 1)
            AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.lane = i.lane AND e.subject = i.subject AND e.id < i.id AND e.state IN (0, 1, 3))
            """,
            OpenWork.Read, cancellationToken);

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
            Trace = row.Text(13),
        },
        (EventState)row.GetInt64(9),
        row.IsDBNull(10) ? null : row.Time(10),
        (int)row.GetInt64(11),
        row.Time(12));
}
