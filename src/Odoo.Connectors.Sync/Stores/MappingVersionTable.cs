using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Versions of mappings, and which one each effect was planned with.</summary>
internal sealed class MappingVersionTable(Sql sql)
{
    private const string Columns = "target, version, hash, definition, first_seen_at, approved_by, approved_at";

    /// <summary>The version with these definitions; a new one gets the next number of its target.</summary>
    public async Task<MappingVersion> EnsureAsync(string target, string hash, string definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            """
            INSERT INTO mapping (target, version, hash, definition, first_seen_at)
            SELECT @p0, COALESCE(MAX(version), 0) + 1, @p1, @p2, @p3 FROM mapping WHERE target = @p0
            ON CONFLICT (target, hash) DO NOTHING
            """,
            cancellationToken, target, hash, definition, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        return (await sql.FirstAsync(
            $"SELECT {Columns} FROM mapping WHERE target = @p0 AND hash = @p1", Version, cancellationToken, target, hash).ConfigureAwait(false))!;
    }

    public Task<MappingVersion?> FindAsync(string target, int version, CancellationToken cancellationToken) =>
        sql.FirstAsync($"SELECT {Columns} FROM mapping WHERE target = @p0 AND version = @p1", Version, cancellationToken, target, version);

    public Task<MappingVersion?> LastApprovedAsync(string target, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            $"SELECT {Columns} FROM mapping WHERE target = @p0 AND approved_at IS NOT NULL ORDER BY approved_at DESC, version DESC LIMIT 1",
            Version, cancellationToken, target);

    public Task<List<MappingVersion>> ListAsync(CancellationToken cancellationToken) =>
        sql.QueryAsync($"SELECT {Columns} FROM mapping ORDER BY target, version", Version, cancellationToken);

    public Task ApproveAsync(MappingVersion version, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE mapping SET approved_by = @p2, approved_at = @p3 WHERE target = @p0 AND version = @p1",
            cancellationToken, version.Target, version.Version, by, now.ToUnixTimeMilliseconds());

    /// <summary>Names the version an effect was planned with, in the commit that plans it. One that has left keeps its own.</summary>
    public Task StampAsync(string effectKey, int version, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("UPDATE effect SET mapping = @p1 WHERE key = @p0 AND state IN (0, 6)", cancellationToken, effectKey, version);

    public Task<PlannedPayload?> PlannedAsync(string effectKey, CancellationToken cancellationToken) =>
        sql.FirstAsync("SELECT key, state, payload, mapping FROM effect WHERE key = @p0", Planned, cancellationToken, effectKey);

    /// <summary>The last state effect of an event about one record.</summary>
    public Task<PlannedPayload?> PlannedAsync(long eventId, string target, string kind, ExternalRef source, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            """
            SELECT e.key, e.state, e.payload, e.mapping FROM event_effect m JOIN effect e ON e.key = m.effect
            WHERE m.event = @p0 AND e.target = @p1 AND e.kind = @p2 AND e.source_system = @p3 AND e.source_kind = @p4 AND e.source_id = @p5
            ORDER BY e.seq DESC LIMIT 1
            """,
            Planned, cancellationToken, eventId, target, kind, source.System, source.Kind, source.Id);

    /// <summary>A refused effect is due again with the payload it has.</summary>
    public async Task<bool> ResendAsync(string effectKey, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            "UPDATE effect SET state = 0, due_at = @p1 WHERE key = @p0 AND state = 4", cancellationToken, effectKey, now.ToUnixTimeMilliseconds())
            .ConfigureAwait(false) == 1;

    private static MappingVersion Version(DbDataReader row) => new()
    {
        Target = row.GetString(0),
        Version = (int)row.GetInt64(1),
        Hash = row.GetString(2),
        Definition = row.GetString(3),
        FirstSeenAt = row.Time(4),
        ApprovedBy = row.Text(5),
        ApprovedAt = row.IsDBNull(6) ? null : row.Time(6),
    };

    private static PlannedPayload Planned(DbDataReader row) =>
        new(row.GetString(0), (EffectState)row.GetInt64(1), row.GetString(2), (int?)row.Number(3));
}
