namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes out what is no longer needed to be right. The row of an event stays for its dedupe hash, the row of a document effect for
/// ever.
/// </summary>
internal sealed class RetentionTable(Sql sql)
{
    /// <summary>Events at their end since before @p0, no case open or lately closed.</summary>
    private const string Ended =
        """
        i.state IN (4, 5) AND i.pruned_at IS NULL AND i.received_at < @p0
        AND NOT EXISTS (SELECT 1 FROM review r WHERE r.event = i.id AND r.is_open = 1)
        AND NOT EXISTS (SELECT 1 FROM review r WHERE r.event = i.id AND r.is_open = 0 AND r.closed_at >= @p0)
        AND NOT EXISTS (SELECT 1 FROM event_effect m JOIN effect e ON e.key = m.effect
            WHERE m.event = i.id AND (e.state NOT IN (3, 5, 7, 8) OR COALESCE(e.finished_at, e.planned_at) >= @p0))
        AND NOT EXISTS (SELECT 1 FROM event_effect m JOIN review r ON r.effect = m.effect WHERE m.event = i.id AND r.is_open = 1)
        """;

    /// <summary>Effects at their end since before @p0, of events at their end, no case open.</summary>
    private const string Settled =
        """
        e.state IN (3, 5, 7, 8) AND e.pruned_at IS NULL AND e.planned_at < @p0 AND (e.finished_at IS NULL OR e.finished_at < @p0)
        AND NOT EXISTS (SELECT 1 FROM review r WHERE r.effect = e.key AND r.is_open = 1)
        AND NOT EXISTS (SELECT 1 FROM event_effect m JOIN inbox i ON i.id = m.event WHERE m.effect = e.key AND i.state NOT IN (4, 5))
        """;

    public async Task<int> PrunePayloadsAsync(DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        List<long> events = await sql.QueryAsync(
            $"SELECT i.id FROM inbox i WHERE {Ended} ORDER BY i.received_at LIMIT @p1",
            row => row.GetInt64(0), cancellationToken, before.ToUnixTimeMilliseconds(), most).ConfigureAwait(false);
        foreach (long id in events)
        {
            await sql.ExecuteAsync(
                "UPDATE inbox SET payload = @p1, pruned_at = @p2 WHERE id = @p0",
                cancellationToken, id, Array.Empty<byte>(), now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM answer WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE review SET server_text = NULL WHERE event = @p0 AND is_open = 0", cancellationToken, id).ConfigureAwait(false);
        }

        return events.Count;
    }

    public async Task<int> PruneEffectsAsync(DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        List<(string Key, EffectClass Class)> effects = await sql.QueryAsync(
            $"SELECT e.key, e.class FROM effect e WHERE {Settled} ORDER BY e.planned_at LIMIT @p1",
            row => (row.GetString(0), (EffectClass)row.GetInt64(1)), cancellationToken, before.ToUnixTimeMilliseconds(), most).ConfigureAwait(false);
        foreach ((string key, EffectClass of) in effects)
        {
            await sql.ExecuteAsync("DELETE FROM attempt WHERE effect = @p0", cancellationToken, key).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM effect_need WHERE effect = @p0", cancellationToken, key).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE review SET server_text = NULL WHERE effect = @p0 AND is_open = 0", cancellationToken, key).ConfigureAwait(false);
            if (of == EffectClass.State)
            {
                await sql.ExecuteAsync("DELETE FROM effect WHERE key = @p0", cancellationToken, key).ConfigureAwait(false);
            }
            else
            {
                await sql.ExecuteAsync(
                    "UPDATE effect SET payload = '', pruned_at = @p1 WHERE key = @p0", cancellationToken, key, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            }
        }

        return effects.Count;
    }

    public async Task<int> DeleteEventsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        List<long> events = await sql.QueryAsync(
            "SELECT id FROM inbox WHERE pruned_at IS NOT NULL AND received_at < @p0 ORDER BY received_at LIMIT @p1",
            row => row.GetInt64(0), cancellationToken, before.ToUnixTimeMilliseconds(), most).ConfigureAwait(false);
        foreach (long id in events)
        {
            await sql.ExecuteAsync("DELETE FROM event_effect WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM inbox WHERE id = @p0", cancellationToken, id).ConfigureAwait(false);
        }

        return events.Count;
    }
}
