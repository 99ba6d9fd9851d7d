using System.Data.Common;

namespace Odoo.Connectors.Sync;

/// <summary>The chains' heads and roots: what verifying and sealing read and write.</summary>
internal sealed class AuditProof(Sql sql)
{
    /// <summary>How far back a head is looked at again when a root is made: nodes' clocks differ, and slow steps commit late.</summary>
    private const long Overlap = 60 * 60 * 1000;

    public Task<List<AuditHead>> HeadsAsync(CancellationToken cancellationToken) =>
        sql.QueryAsync("SELECT lane, number, hash, base_number, base_hash FROM audit_head ORDER BY lane", Head, cancellationToken);

    /// <summary>The first and last number of each lane in a span of time, milliseconds since 1970.</summary>
    public Task<List<(string Lane, long First, long Last)>> SpansAsync(long from, long to, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT lane, MIN(number), MAX(number) FROM audit WHERE hash IS NOT NULL AND at >= @p0 AND at < @p1 GROUP BY lane ORDER BY lane",
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken, from, to);

    public Task<List<(long Number, AuditLine Line, byte[] Hash)>> LinesAsync(string lane, long after, long last, int count, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT number, at, event, effect, what, detail, actor, fields, hash FROM audit
            WHERE hash IS NOT NULL AND lane = @p0 AND number > @p1 AND number <= @p2 ORDER BY number LIMIT @p3
            """,
            row => (
                row.GetInt64(0),
                new AuditLine(row.GetInt64(1), row.Number(2), row.Text(3), row.GetString(4), row.Text(5), row.Text(6), row.Text(7)),
                row.Bytes(8)),
            cancellationToken, lane, after, last, count);

    public async Task<byte[]?> HashAsync(string lane, long number, CancellationToken cancellationToken) =>
        await sql.FirstAsync(
            "SELECT hash FROM audit WHERE hash IS NOT NULL AND lane = @p0 AND number = @p1", row => row.Bytes(0), cancellationToken, lane, number).ConfigureAwait(false);

    /// <summary>The heads of chains whose oldest entry is from before a time and may go, as a root seals it.</summary>
    public Task<List<(AuditHead Head, long Sealed)>> OldestAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT h.lane, h.number, h.hash, h.base_number, h.base_hash, (SELECT MAX(s.number) FROM audit_seal s WHERE s.lane = h.lane)
            FROM audit_head h JOIN audit a ON a.lane = h.lane AND a.number = h.base_number + 1
            WHERE a.hash IS NOT NULL AND a.at < @p0 AND h.lane <> '' AND h.lane <> @p2 AND EXISTS (SELECT 1 FROM audit_seal s WHERE s.lane = h.lane AND s.number > h.base_number)
            ORDER BY h.lane LIMIT @p1
            """,
            row => (Head(row), row.GetInt64(5)), cancellationToken, before.ToUnixTimeMilliseconds(), most, RuleRegistry.Lane);

    /// <summary>Takes the oldest entries out of a chain, which begins behind them from now on.</summary>
    public async Task PruneAsync(string lane, long number, byte[] hash, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "DELETE FROM audit WHERE hash IS NOT NULL AND lane = @p0 AND number <= @p1", cancellationToken, lane, number).ConfigureAwait(false);
        await sql.ExecuteAsync(
            "UPDATE audit_head SET base_number = @p1, base_hash = @p2 WHERE lane = @p0", cancellationToken, lane, number, hash).ConfigureAwait(false);
    }

    /// <summary>Whether a chain itself says that it was pruned up to an entry.</summary>
    public async Task<bool> NotesAsync(string lane, string pruned, CancellationToken cancellationToken) =>
        await sql.NumberAsync(
            "SELECT COUNT(*) FROM audit WHERE hash IS NOT NULL AND lane = @p0 AND what = @p1 AND detail LIKE @p2",
            cancellationToken, lane, AuditPruning.What, $"{pruned};%").ConfigureAwait(false) > 0;

    /// <summary>Entries without a hash that are newer than the chains.</summary>
    public Task<List<long>> UnchainedAsync(CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id FROM audit WHERE hash IS NULL AND id > COALESCE((SELECT number FROM audit_head WHERE lane = ''), 0) ORDER BY id LIMIT 100",
            row => row.GetInt64(0), cancellationToken);

    public Task<List<(AuditRoot Root, byte[] Previous)>> RootsAsync(long after, int count, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT number, at, hash, previous FROM audit_root WHERE number > @p0 ORDER BY number LIMIT @p1",
            row => (Root(row), row.Bytes(3)), cancellationToken, after, count);

    public Task<AuditRoot?> LastRootAsync(CancellationToken cancellationToken) =>
        sql.FirstAsync("SELECT number, at, hash FROM audit_root ORDER BY number DESC LIMIT 1", Root, cancellationToken);

    public Task<List<AuditSeal>> SealsAsync(long root, CancellationToken cancellationToken) =>
        sql.QueryAsync("SELECT lane, number, hash FROM audit_seal WHERE root = @p0", Seal, cancellationToken, root);

    /// <summary>The heads that no root seals yet.</summary>
    public Task<List<AuditSeal>> UnsealedAsync(AuditRoot? last, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT h.lane, h.number, h.hash FROM audit_head h
            WHERE h.at >= @p0 AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.lane = h.lane AND s.number >= h.number)
            """,
            Seal, cancellationToken, last is null ? long.MinValue : last.At.ToUnixTimeMilliseconds() - Overlap);

    public async Task AddRootAsync(AuditRoot root, byte[] previous, IEnumerable<AuditSeal> seals, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "INSERT INTO audit_root (number, at, previous, hash) VALUES (@p0, @p1, @p2, @p3)",
            cancellationToken, root.Number, root.At.ToUnixTimeMilliseconds(), previous, Convert.FromHexString(root.Hash)).ConfigureAwait(false);
        foreach (AuditSeal seal in seals)
        {
            await sql.ExecuteAsync(
                "INSERT INTO audit_seal (root, lane, number, hash) VALUES (@p0, @p1, @p2, @p3)",
                cancellationToken, root.Number, seal.Lane, seal.Number, seal.Hash).ConfigureAwait(false);
        }
    }

    public static AuditHead Head(DbDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.Bytes(2), row.GetInt64(3), row.BytesOrNull(4) ?? AuditChain.Start);

    private static AuditRoot Root(DbDataReader row) => new(row.GetInt64(0), row.Time(1), Convert.ToHexStringLower(row.Bytes(2)));

    private static AuditSeal Seal(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.Bytes(2));
}
