using System.Data.Common;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The identity map and the claims on match keys.</summary>
internal sealed class IdentityTable(Sql sql)
{
    private const string Columns = "system, kind, id, company, is_primary, state, survivor, version, origin, record";
    private const int ListLength = 8;
    private readonly Dictionary<ExternalRef, RecordLink?> _foreseen = [];

    public async Task<RecordLink?> FindAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        _foreseen.TryGetValue(reference, out RecordLink? foreseen) ? foreseen : Record(await sql.QueryAsync(
            $"""
            SELECT {Columns} FROM link WHERE record = (SELECT record FROM link WHERE system = @p0 AND kind = @p1 AND id = @p2)
            ORDER BY origin DESC, is_primary DESC, seq
            """,
            Linked, cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false));

    /// <summary>Looks up what will be asked for, in one statement. It holds in this transaction until it writes to the map.</summary>
    public async Task ForeseeAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken)
    {
        if (references.Count < 2)
        {
            return;
        }

        RowValues keys = RowValues.Of(references, ListLength);
        List<(Guid Record, RecordReference Reference)> links = await sql.QueryAsync(
            $"""
            SELECT {Columns} FROM link WHERE record IN (SELECT record FROM link WHERE (system, kind, id) IN (VALUES {keys.Text}))
            ORDER BY origin DESC, is_primary DESC, seq
            """,
            Linked, cancellationToken, keys.Values).ConfigureAwait(false);
        foreach (ExternalRef reference in references)
        {
            _foreseen[reference] = null;
        }

        foreach (IGrouping<Guid, (Guid Record, RecordReference Reference)> record in links.GroupBy(l => l.Record))
        {
            RecordLink link = Record([.. record])!;
            foreach (RecordReference known in link.Links)
            {
                _foreseen[known.Reference] = link;
            }
        }
    }

    /// <summary>A record by its id; null when nothing is linked to it (any more).</summary>
    public async Task<RecordLink?> FindAsync(Guid record, CancellationToken cancellationToken) => Record(await sql.QueryAsync(
        $"SELECT {Columns} FROM link WHERE record = @p0 ORDER BY origin DESC, is_primary DESC, seq",
        Linked, cancellationToken, record.ToString()).ConfigureAwait(false));

    public async Task<Guid?> RecordOfAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        string? record = await sql.FirstAsync(
            "SELECT record FROM link WHERE system = @p0 AND kind = @p1 AND id = @p2",
            row => row.GetString(0), cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        return record is null ? null : Guid.Parse(record);
    }

    /// <summary>Makes a record of a reference that the map does not know yet.</summary>
    public Task CreateAsync(ExternalRef origin, Guid record, CancellationToken cancellationToken) =>
        InsertAsync(origin, record, "", origin: true, cancellationToken);

    /// <summary>Adds a reference to a record: the first one of its system, kind and company is the primary one. A reference that is linked keeps its link.</summary>
    public Task LinkAsync(ExternalRef reference, Guid record, CancellationToken cancellationToken, string company = "") =>
        InsertAsync(reference, record, company, origin: false, cancellationToken);

    /// <summary>Gives a reference to another record. The caller knows whether it may be primary there.</summary>
    public Task MoveAsync(ExternalRef reference, Guid record, bool primary, bool origin, CancellationToken cancellationToken) =>
        WriteAsync(
            "UPDATE link SET record = @p3, is_primary = @p4, origin = @p5 WHERE system = @p0 AND kind = @p1 AND id = @p2",
            cancellationToken, reference.System, reference.Kind, reference.Id, record.ToString(), primary ? 1 : 0, origin ? 1 : 0);

    /// <summary>What is not linked any more is not written to either.</summary>
    public Task SetStateAsync(ExternalRef reference, LinkState state, string? survivor, long? version, CancellationToken cancellationToken) =>
        WriteAsync(
            """
            UPDATE link SET state = @p3, survivor = @p4, version = @p5, is_primary = CASE WHEN @p3 = 0 THEN is_primary ELSE 0 END
            WHERE system = @p0 AND kind = @p1 AND id = @p2
            """,
            cancellationToken, reference.System, reference.Kind, reference.Id, (int)state, survivor, version);

    /// <summary>Makes a reference the one that writes use.</summary>
    public async Task PreferAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        await WriteAsync(
            """
            UPDATE link SET is_primary = 0 WHERE is_primary = 1 AND EXISTS (SELECT 1 FROM link p WHERE p.system = @p0 AND p.kind = @p1 AND p.id = @p2
                AND p.record = link.record AND p.system = link.system AND p.kind = link.kind AND p.company = link.company)
            """,
            cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        await WriteAsync(
            "UPDATE link SET is_primary = 1 WHERE system = @p0 AND kind = @p1 AND id = @p2",
            cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
    }

    /// <summary>Where a record has live references of a system, kind and company and none is primary, the oldest becomes it.</summary>
    public Task EnsurePrimaryAsync(Guid record, CancellationToken cancellationToken) =>
        WriteAsync(
            """
            UPDATE link SET is_primary = 1 WHERE record = @p0 AND state = 0 AND NOT EXISTS (
                SELECT 1 FROM link o WHERE o.record = link.record AND o.system = link.system AND o.kind = link.kind AND o.company = link.company
                AND (o.is_primary = 1 OR (o.state = 0 AND (o.origin > link.origin OR (o.origin = link.origin AND o.seq < link.seq)))))
            """,
            cancellationToken, record.ToString());

    /// <summary>Every link after a given one, with the origin of its record.</summary>
    public Task<List<(long Seq, ExternalRef Origin, ExternalRef Reference)>> PageAsync(long after, int count, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            """
            SELECT l.seq, o.system, o.kind, o.id, l.system, l.kind, l.id FROM link l JOIN link o ON o.record = l.record AND o.origin = 1
            WHERE l.seq > @p0 AND l.origin = 0 AND l.state = 0 ORDER BY l.seq LIMIT @p1
            """,
            row => (row.GetInt64(0), new ExternalRef(row.GetString(1), row.GetString(2), row.GetString(3)), new ExternalRef(row.GetString(4), row.GetString(5), row.GetString(6))),
            cancellationToken, after, count);

    /// <summary>The records that hold any of these match keys of a target.</summary>
    public async Task<HashSet<Guid>> HoldersAsync(string target, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        HashSet<Guid> holders = [];
        foreach (string key in keys)
        {
            string? holder = await sql.FirstAsync(
                "SELECT record FROM claim WHERE target = @p0 AND match_key = @p1", row => row.GetString(0), cancellationToken, target, key).ConfigureAwait(false);
            if (holder is not null)
            {
                holders.Add(Guid.Parse(holder));
            }
        }

        return holders;
    }

    /// <summary>The match keys that a record holds.</summary>
    public async Task<IReadOnlyList<string>> ClaimsOfAsync(string target, Guid record, CancellationToken cancellationToken) =>
        await sql.QueryAsync(
            "SELECT match_key FROM claim WHERE target = @p0 AND record = @p1", row => row.GetString(0), cancellationToken, target, record.ToString())
            .ConfigureAwait(false);

    /// <summary>Claims match keys for a record; the table is unique per key.</summary>
    public async Task ClaimAsync(string target, IReadOnlyList<string> keys, Guid record, CancellationToken cancellationToken)
    {
        foreach (string key in keys)
        {
            await sql.ExecuteAsync(
                "INSERT INTO claim (target, match_key, record) VALUES (@p0, @p1, @p2) ON CONFLICT (target, match_key) DO NOTHING",
                cancellationToken, target, key, record.ToString()).ConfigureAwait(false);
        }
    }

    private Task InsertAsync(ExternalRef reference, Guid record, string company, bool origin, CancellationToken cancellationToken) =>
        WriteAsync(
            """
            INSERT INTO link (system, kind, id, record, origin, company, is_primary) VALUES (@p0, @p1, @p2, @p3, @p4, @p5,
                CASE WHEN EXISTS (SELECT 1 FROM link p WHERE p.record = @p3 AND p.system = @p0 AND p.kind = @p1 AND p.company = @p5 AND p.is_primary = 1) THEN 0 ELSE 1 END)
            ON CONFLICT (system, kind, id) DO NOTHING
            """,
            cancellationToken, reference.System, reference.Kind, reference.Id, record.ToString(), origin ? 1 : 0, company);

    /// <summary>Writes to the map.</summary>
    private Task WriteAsync(string statement, CancellationToken cancellationToken, params object?[] values)
    {
        _foreseen.Clear();
        return sql.ExecuteAsync(statement, cancellationToken, values);
    }

    private static RecordLink? Record(List<(Guid Record, RecordReference Reference)> links) =>
        links.Count == 0 ? null : new RecordLink(links[0].Record, links[0].Reference.Reference, [.. links.Select(l => l.Reference)]);

    private static (Guid Record, RecordReference Reference) Linked(DbDataReader row) => (Guid.Parse(row.GetString(9)), Reference(row));

    private static RecordReference Reference(DbDataReader row) => new()
    {
        Reference = new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)),
        Company = row.GetString(3),
        IsPrimary = row.GetInt64(4) != 0,
        State = (LinkState)row.GetInt64(5),
        SupersededBy = row.Text(6),
        Version = row.Number(7),
        IsOrigin = row.GetInt64(8) != 0,
    };
}
