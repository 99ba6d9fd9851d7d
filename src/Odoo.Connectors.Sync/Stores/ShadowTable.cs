using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Keyed hashes of the values last agreed with each system, and the few texts that flows need again.</summary>
internal sealed class ShadowTable(Sql sql)
{
    private const int MostPerStatement = 20;

    public async Task<Shadow> FindAsync(ExternalRef reference, byte[] key, CancellationToken cancellationToken)
    {
        List<(string Field, byte[] Hash, string? Kept)> rows = await sql.QueryAsync(
            "SELECT field, hash, kept FROM shadow WHERE system = @p0 AND kind = @p1 AND id = @p2",
            row => (row.GetString(0), row.Bytes(1), row.Text(2)), cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        return new Shadow(
            key, rows.ToDictionary(r => r.Field, r => r.Hash, StringComparer.Ordinal),
            rows.Where(r => r.Kept is not null).ToDictionary(r => r.Field, r => r.Kept!, StringComparer.Ordinal));
    }

    /// <summary>The texts that are kept under a field of all objects of a system and kind, by the object's id.</summary>
    public Task<List<(string Id, string Kept)>> KeptAsync(string system, string kind, string field, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT id, kept FROM shadow WHERE system = @p0 AND kind = @p1 AND field = @p2 AND kept IS NOT NULL ORDER BY id",
            row => (row.GetString(0), row.GetString(1)), cancellationToken, system, kind, field);

    /// <summary>Marks of some objects: another one once something was agreed about it. None where nothing is.</summary>
    public async Task<Dictionary<ExternalRef, (long Fields, long Agreed)>> MarksAsync(IEnumerable<ExternalRef> objects, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, (long, long)> marks = [];
        foreach (ExternalRef[] part in objects.Distinct().Chunk(MostPerStatement))
        {
            RowValues rows = RowValues.Of(part, MostPerStatement);
            foreach ((ExternalRef of, long fields, long agreed) in await sql.QueryAsync(
                $"SELECT system, kind, id, COUNT(*), CAST(SUM(agreed) AS BIGINT) FROM shadow WHERE (system, kind, id) IN (VALUES {rows.Text}) GROUP BY system, kind, id",
                row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetInt64(3), row.GetInt64(4)),
                cancellationToken, rows.Values).ConfigureAwait(false))
            {
                marks[of] = (fields, agreed);
            }
        }

        return marks;
    }

    /// <summary>
    /// Forgets what the events of a refused effect saw: it did not take effect, so seeing the same again is no echo. Sources
    /// whose effects are all applied stay remembered.
    /// </summary>
    public Task ForgetSeenAsync(string refusedKey, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            DELETE FROM shadow WHERE (system, kind, id) IN (
                SELECT i.subject_system, i.subject_kind, i.subject_id FROM event_effect m JOIN inbox i ON i.id = m.event WHERE m.effect = @p0
                UNION SELECT e.source_system, e.source_kind, e.source_id FROM event_effect m JOIN event_effect o ON o.event = m.event
                    JOIN effect e ON e.key = o.effect WHERE m.effect = @p0 AND e.state NOT IN (3, 5))
            """,
            cancellationToken, refusedKey);

    /// <summary>Forgets what was agreed about fields: the target may hold anything now.</summary>
    public async Task ForgetAsync(ExternalRef reference, IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        foreach (string field in fields)
        {
            await sql.ExecuteAsync(
                "DELETE FROM shadow WHERE system = @p0 AND kind = @p1 AND id = @p2 AND field = @p3",
                cancellationToken, reference.System, reference.Kind, reference.Id, field).ConfigureAwait(false);
        }
    }

    public async Task AgreeAsync(ExternalRef reference, IEnumerable<KeyValuePair<string, string?>> fields, byte[] key, CancellationToken cancellationToken)
    {
        // The last value of a field counts, as it would one by one.
        Dictionary<string, byte[]> hashes = new(StringComparer.Ordinal);
        foreach ((string field, string? value) in fields)
        {
            hashes[field] = Shadow.Hash(key, field, value);
        }

        foreach (KeyValuePair<string, byte[]>[] part in hashes.Chunk(MostPerStatement))
        {
            RowValues rows = new();
            foreach ((string field, byte[] hash) in part)
            {
                rows.Add(reference.System, reference.Kind, reference.Id, field, hash);
            }

            await sql.ExecuteAsync(
                $"""
                INSERT INTO shadow (system, kind, id, field, hash) VALUES {rows.Text}
                ON CONFLICT (system, kind, id, field) DO UPDATE SET hash = excluded.hash, agreed = shadow.agreed + 1
                """,
                cancellationToken, rows.Values).ConfigureAwait(false);
        }
    }

    /// <summary>Stores texts as they are, with their hashes as of any value.</summary>
    public async Task KeepAsync(ExternalRef reference, IReadOnlyDictionary<string, string> kept, byte[] key, CancellationToken cancellationToken)
    {
        foreach ((string field, string text) in kept)
        {
            await sql.ExecuteAsync(
                """
                INSERT INTO shadow (system, kind, id, field, hash, kept) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
                ON CONFLICT (system, kind, id, field) DO UPDATE SET hash = excluded.hash, kept = excluded.kept, agreed = shadow.agreed + 1
                """,
                cancellationToken, reference.System, reference.Kind, reference.Id, field, Shadow.Hash(key, field, text), text).ConfigureAwait(false);
        }
    }
}
