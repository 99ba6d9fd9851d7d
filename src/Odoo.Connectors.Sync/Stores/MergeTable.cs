using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Merges of records, and what each one moved.</summary>
internal sealed class MergeTable(Sql sql)
{
    private const string Columns = "id, loser, survivor, merged_at, merged_by, why, undone_at";

    public async Task<long> AddAsync(Guid loser, Guid survivor, string by, string why, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await sql.NumberAsync(
            "INSERT INTO record_merge (loser, survivor, merged_at, merged_by, why) VALUES (@p0, @p1, @p2, @p3, @p4) RETURNING id",
            cancellationToken, loser.ToString(), survivor.ToString(), now.ToUnixTimeMilliseconds(), by, why).ConfigureAwait(false))!.Value;

    public Task RememberAsync(long mergeId, RecordReference link, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO link_history (merge_id, system, kind, id, was_primary, was_origin, was_state, was_survivor) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
            cancellationToken, mergeId, link.Reference.System, link.Reference.Kind, link.Reference.Id,
            link.IsPrimary ? 1 : 0, link.IsOrigin ? 1 : 0, (int)link.State, link.SupersededBy);

    /// <summary>The references as the superseded record had them.</summary>
    public Task<List<RecordReference>> MovedAsync(long mergeId, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT system, kind, id, was_primary, was_origin, was_state, was_survivor FROM link_history WHERE merge_id = @p0 AND void = 0 ORDER BY was_origin DESC, system, kind, id",
            row => new RecordReference
            {
                Reference = new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)),
                IsPrimary = row.GetInt64(3) != 0,
                IsOrigin = row.GetInt64(4) != 0,
                State = (LinkState)row.GetInt64(5),
                SupersededBy = row.Text(6),
            },
            cancellationToken, mergeId);

    public async Task MoveClaimsAsync(long mergeId, Guid loser, Guid survivor, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "INSERT INTO claim_history (merge_id, target, match_key) SELECT @p0, target, match_key FROM claim WHERE record = @p1",
            cancellationToken, mergeId, loser.ToString()).ConfigureAwait(false);
        await sql.ExecuteAsync("UPDATE claim SET record = @p1 WHERE record = @p0", cancellationToken, loser.ToString(), survivor.ToString()).ConfigureAwait(false);
    }

    public Task ReturnClaimsAsync(long mergeId, Guid holder, Guid loser, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            UPDATE claim SET record = @p2 WHERE record = @p1 AND EXISTS (
                SELECT 1 FROM claim_history h WHERE h.merge_id = @p0 AND h.target = claim.target AND h.match_key = claim.match_key AND h.void = 0)
            """,
            cancellationToken, mergeId, holder.ToString(), loser.ToString());

    /// <summary>What this merge took back is not for later merges to take back: they had it only through this one.</summary>
    public async Task VoidLaterAsync(long mergeId, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            """
            UPDATE link_history SET void = 1 WHERE merge_id > @p0 AND EXISTS (
                SELECT 1 FROM link_history h WHERE h.merge_id = @p0 AND h.void = 0 AND h.system = link_history.system AND h.kind = link_history.kind AND h.id = link_history.id)
            """,
            cancellationToken, mergeId).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE claim_history SET void = 1 WHERE merge_id > @p0 AND EXISTS (
                SELECT 1 FROM claim_history h WHERE h.merge_id = @p0 AND h.void = 0 AND h.target = claim_history.target AND h.match_key = claim_history.match_key)
            """,
            cancellationToken, mergeId).ConfigureAwait(false);
    }

    public Task<int> UndoAsync(long mergeId, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE record_merge SET undone_at = @p1, undone_by = @p2 WHERE id = @p0 AND undone_at IS NULL",
            cancellationToken, mergeId, now.ToUnixTimeMilliseconds(), by);

    public Task<RecordMerge?> FindAsync(long mergeId, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM record_merge WHERE id = @p0", Merge, cancellationToken, mergeId);

    /// <summary>The merges that a record took part in, oldest first, and those of the records it stands for.</summary>
    public Task<List<RecordMerge>> OfAsync(Guid record, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            $"""
            WITH RECURSIVE part(merge, record) AS (
                SELECT id, loser FROM record_merge WHERE loser = @p0 OR survivor = @p0
                UNION SELECT m.id, m.loser FROM record_merge m JOIN part p ON m.survivor = p.record)
            SELECT {Columns} FROM record_merge WHERE id IN (SELECT merge FROM part) ORDER BY id
            """,
            Merge, cancellationToken, record.ToString());

    /// <summary>The record that stands for this one now: itself, unless it was merged.</summary>
    public async Task<Guid> ResolveAsync(Guid record, CancellationToken cancellationToken)
    {
        while (await sql.FirstAsync(
            "SELECT survivor FROM record_merge WHERE loser = @p0 AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
            row => row.GetString(0), cancellationToken, record.ToString()).ConfigureAwait(false) is string survivor)
        {
            record = Guid.Parse(survivor);
        }

        return record;
    }

    /// <summary>Documents planned since a time by events that concerned a record.</summary>
    public Task<List<MadeDocument>> MadeSinceAsync(Guid record, DateTimeOffset since, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT e.key, e.target, e.target_id FROM effect e WHERE e.class = 0 AND e.planned_at >= @p1 AND EXISTS (
                SELECT 1 FROM event_effect m JOIN event_effect o ON o.event = m.event JOIN effect s ON s.key = o.effect
                JOIN link l ON l.system = s.source_system AND l.kind = s.source_kind AND l.id = s.source_id
                WHERE m.effect = e.key AND l.record = @p0)
            ORDER BY e.seq
            """,
            row => new MadeDocument(row.GetString(0), row.GetString(1), row.Text(2)), cancellationToken, record.ToString(), since.ToUnixTimeMilliseconds());

    private static RecordMerge Merge(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Loser = Guid.Parse(row.GetString(1)),
        Survivor = Guid.Parse(row.GetString(2)),
        Moved = [],
        At = row.Time(3),
        By = row.GetString(4),
        Why = row.GetString(5),
        UndoneAt = row.IsDBNull(6) ? null : row.Time(6),
    };
}
