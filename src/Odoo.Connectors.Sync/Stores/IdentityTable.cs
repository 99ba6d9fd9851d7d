using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The identity map and the claims on match keys.</summary>
internal sealed class IdentityTable(Sql sql)
{
    public async Task<RecordLink?> FindAsync(ExternalRef reference, CancellationToken cancellationToken)
    {
        string? record = await sql.FirstAsync(
            "SELECT record FROM link WHERE system = @p0 AND kind = @p1 AND id = @p2",
            row => row.GetString(0), cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        if (record is null)
        {
            return null;
        }

        List<(ExternalRef Reference, bool Origin)> links = await sql.QueryAsync(
            "SELECT system, kind, id, origin FROM link WHERE record = @p0 ORDER BY origin DESC, seq",
            row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetInt64(3) != 0),
            cancellationToken, record).ConfigureAwait(false);
        return new RecordLink(Guid.Parse(record), links[0].Reference, [.. links.Select(l => l.Reference)]);
    }

    /// <summary>Makes a record of a reference that the map does not know yet.</summary>
    public Task CreateAsync(ExternalRef origin, Guid record, CancellationToken cancellationToken) =>
        InsertAsync(origin, record, origin: true, cancellationToken);

    /// <summary>Adds a reference to a record. A reference that is linked keeps its link.</summary>
    public Task LinkAsync(ExternalRef reference, Guid record, CancellationToken cancellationToken) =>
        InsertAsync(reference, record, origin: false, cancellationToken);

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

    private Task InsertAsync(ExternalRef reference, Guid record, bool origin, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO link (system, kind, id, record, origin) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (system, kind, id) DO NOTHING",
            cancellationToken, reference.System, reference.Kind, reference.Id, record.ToString(), origin ? 1 : 0);
}
