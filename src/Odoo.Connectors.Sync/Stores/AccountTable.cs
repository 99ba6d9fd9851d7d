using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What the store knows of some lanes, found by indices that are there anyway: what was decided by the chains of the audit trail.</summary>
internal sealed class AccountTable(Sql sql)
{
    private const int MostPerStatement = 64;
    private const int ListLength = 8;

    /// <summary>The newest deliveries of lanes: open ones, and decided ones.</summary>
    public async Task<List<long>> EventsAsync(IReadOnlyList<string> lanes, int count, CancellationToken cancellationToken)
    {
        SortedSet<long> events = [];
        foreach (string lane in lanes)
        {
            events.UnionWith(await sql.QueryAsync(
                "SELECT id FROM inbox WHERE lane = @p0 AND state IN (0, 1, 3) ORDER BY id DESC LIMIT @p1", row => row.GetInt64(0), cancellationToken, lane, count).ConfigureAwait(false));
            events.UnionWith((await sql.QueryAsync(
                "SELECT event FROM audit WHERE lane = @p0 AND hash IS NOT NULL ORDER BY number DESC LIMIT @p1", row => row.Number(0), cancellationToken, lane, 4 * count)
                .ConfigureAwait(false)).OfType<long>());
        }

        return [.. events.Reverse().Take(count)];
    }

    /// <summary>Deliveries with what they brought, the newest first; those that were blanked are left out.</summary>
    public Task<List<KnownDelivery>> DeliveriesAsync(IReadOnlyList<long> events, CancellationToken cancellationToken) => ManyAsync(
        events,
        ids => $"""
            SELECT id, system, kind, lane, subject_system, subject_kind, subject_id, occurred_at, payload FROM inbox
            WHERE id IN ({ids}) AND LENGTH(payload) > 0 ORDER BY id DESC
            """,
        row => new KnownDelivery(row.GetInt64(0), new Delivery
        {
            System = row.GetString(1), Kind = row.GetString(2), Lane = row.GetString(3), Subject = Reference(row, 4), OccurredAt = row.Time(7), Payload = row.Bytes(8),
        }),
        cancellationToken);

    /// <summary>What was read for deliveries.</summary>
    public Task<List<KnownAnswer>> AnswersAsync(IReadOnlyList<long> events, CancellationToken cancellationToken) => ManyAsync(
        events, ids => $"SELECT system, kind, id, payload, read_at FROM answer WHERE event IN ({ids}) AND payload IS NOT NULL",
        row => new KnownAnswer(Reference(row, 0), row.Bytes(3), row.Time(4)), cancellationToken);

    /// <summary>The effects of deliveries that are not at a good end: planned, under way, in doubt, refused or held.</summary>
    public Task<List<KnownEffect>> EffectsAsync(IReadOnlyList<long> events, CancellationToken cancellationToken) => ManyAsync(
        events,
        ids => $"""
            SELECT DISTINCT e.seq, e.key, e.target, e.kind, e.state, e.source_system, e.source_kind, e.source_id, e.planned_at, e.attempts
            FROM event_effect x JOIN effect e ON e.key = x.effect WHERE x.event IN ({ids}) AND e.state IN (0, 1, 2, 4, 6)
            """,
        row => new KnownEffect(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), (EffectState)row.GetInt64(4), Reference(row, 5), row.Time(8), (int)row.GetInt64(9)),
        cancellationToken);

    /// <summary>The open cases of lanes and of records.</summary>
    public Task<List<long>> CasesAsync(IReadOnlyList<string> lanes, IReadOnlyList<ExternalRef> records, CancellationToken cancellationToken)
    {
        object?[] values = [.. lanes, .. records.Select(r => r.ToString())];
        return values.Length == 0 ? Task.FromResult<List<long>>([]) : sql.QueryAsync(
            $"SELECT id FROM review WHERE is_open = 1 AND (lane IN ({Names(0, lanes.Count)}) OR subject IN ({Names(lanes.Count, records.Count)})) ORDER BY id",
            row => row.GetInt64(0), cancellationToken, values);
    }

    /// <summary>Rows of a statement that asks for numbers, in lists of a few lengths: each length is a statement of its own to prepare.</summary>
    private async Task<List<T>> ManyAsync<T>(IReadOnlyList<long> ids, Func<string, string> statement, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> found = [];
        foreach (long[] part in ids.Chunk(MostPerStatement))
        {
            object?[] values = [.. part.Cast<object?>(), .. Enumerable.Repeat<object?>(part[^1], -part.Length & (ListLength - 1))];
            found.AddRange(await sql.QueryAsync(statement(Names(0, values.Length)), map, cancellationToken, values).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>Names of values; of none, what is equal to nothing.</summary>
    private static string Names(int first, int count) => count == 0 ? "NULL" : string.Join(", ", Enumerable.Range(first, count).Select(n => $"@p{n}"));

    private static ExternalRef Reference(DbDataReader row, int first) => new(row.GetString(first), row.GetString(first + 1), row.GetString(first + 2));
}

/// <summary>A delivery as it came.</summary>
internal sealed record KnownDelivery(long Id, Delivery Delivery);

/// <summary>What a system said when it was read for a delivery.</summary>
internal sealed record KnownAnswer(ExternalRef Reference, byte[] Payload, DateTimeOffset ReadAt);

/// <summary>An effect that is not at a good end.</summary>
internal sealed record KnownEffect(long Seq, string Key, string Target, string Kind, EffectState State, ExternalRef Source, DateTimeOffset PlannedAt, int Attempts);
