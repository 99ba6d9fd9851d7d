namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes out what is no longer needed to be right. The dedupe hash of an event stays for ever, and so does the row of a document
/// effect.
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

    /// <summary>Effects at their end since before @p0, of events at their end, no case open and nothing held back by them.</summary>
    private const string Settled =
        """
        e.state IN (3, 5, 7, 8) AND e.pruned_at IS NULL AND e.planned_at < @p0 AND (e.finished_at IS NULL OR e.finished_at < @p0)
        AND NOT EXISTS (SELECT 1 FROM review r WHERE r.effect = e.key AND r.is_open = 1)
        AND NOT EXISTS (SELECT 1 FROM event_effect m JOIN inbox i ON i.id = m.event WHERE m.effect = e.key AND i.state NOT IN (4, 5))
        AND NOT EXISTS (SELECT 1 FROM effect_need n JOIN effect w ON w.key = n.effect WHERE n.needs = e.key AND w.state NOT IN (3, 5, 7, 8))
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
                await sql.ExecuteAsync("DELETE FROM effect_need WHERE needs = @p0", cancellationToken, key).ConfigureAwait(false);
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
        if (events.Count > 0 && sql.Dialect.CloseInbox is string close)
        {
            // A redelivery that looked for the hash before it moved, and for the row after it went, would find neither.
            await sql.ExecuteAsync(close, cancellationToken).ConfigureAwait(false);
        }

        foreach (long id in events)
        {
            await sql.ExecuteAsync(
                "INSERT INTO seen (system, dedupe) SELECT system, dedupe FROM inbox WHERE id = @p0 AND dedupe IS NOT NULL ON CONFLICT DO NOTHING",
                cancellationToken, id).ConfigureAwait(false);
            await CountInPassesAsync(id, cancellationToken).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM match_candidate WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM event_effect WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM inbox WHERE id = @p0", cancellationToken, id).ConfigureAwait(false);
        }

        return events.Count;
    }

    /// <summary>A pass goes on telling what came of an event whose row goes.</summary>
    private async Task CountInPassesAsync(long id, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            """
            UPDATE feed_pass SET absorbed = absorbed + (SELECT COUNT(*) FROM inbox WHERE id = @p0 AND state = 5),
                changed = changed + (SELECT COUNT(*) FROM inbox WHERE id = @p0 AND state = 4)
            WHERE id IN (SELECT pass FROM feed_pass_event WHERE event = @p0)
            """,
            cancellationToken, id).ConfigureAwait(false);
        await sql.ExecuteAsync("DELETE FROM feed_pass_event WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
    }
}
