using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Finds and blanks what the store keeps about a customer.</summary>
internal sealed class PrivacyTable(Sql sql)
{
    /// <summary>
    /// Deliveries about the customer, those in the lane that is named after the customer, and those that read the customer; with
    /// the effects of all of these, and of the customer itself.
    /// </summary>
    public async Task<Traces> FindAsync(IReadOnlyList<ExternalRef> references, CancellationToken cancellationToken)
    {
        Traces traces = new(references);
        foreach (ExternalRef reference in references)
        {
            string lane = $"{reference.System}:{reference.Id}";
            traces.Lanes.Add(lane);
            foreach ((long id, string of, long state, string subject) in await sql.QueryAsync(
                """
                SELECT id, lane, state, subject FROM inbox WHERE subject = @p0 OR lane = @p1
                OR id IN (SELECT event FROM answer WHERE system = @p2 AND kind = @p3 AND id = @p4)
                """,
                row => (row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3)),
                cancellationToken, reference.ToString(), lane, reference.System, reference.Kind, reference.Id).ConfigureAwait(false))
            {
                if (traces.Events.Add(id) && state is not ((long)EventState.Applied or (long)EventState.Absorbed))
                {
                    traces.OpenEvents++;
                }

                if (subject == reference.ToString())
                {
                    traces.Lanes.Add(of);
                }
            }

            await EffectsAsync(
                traces, "SELECT key, state FROM effect WHERE source_system = @p0 AND source_kind = @p1 AND source_id = @p2", cancellationToken,
                reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        }

        foreach (long id in traces.Events)
        {
            await EffectsAsync(
                traces, "SELECT e.key, e.state FROM event_effect x JOIN effect e ON e.key = x.effect WHERE x.event = @p0", cancellationToken, id).ConfigureAwait(false);
        }

        return traces;
    }

    public async Task BlankAsync(Traces traces, RecordLink? record, CancellationToken cancellationToken)
    {
        foreach (long id in traces.Events)
        {
            await sql.ExecuteAsync("UPDATE inbox SET payload = @p1 WHERE id = @p0", cancellationToken, id, Array.Empty<byte>()).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM answer WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE review SET server_text = NULL, why = NULL WHERE event = @p0", cancellationToken, id).ConfigureAwait(false);
        }

        foreach (string key in traces.Effects)
        {
            await sql.ExecuteAsync("UPDATE effect SET payload = '', fingerprint = @p1 WHERE key = @p0", cancellationToken, key, Array.Empty<byte>()).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE review SET server_text = NULL, why = NULL WHERE effect = @p0", cancellationToken, key).ConfigureAwait(false);
        }

        foreach (ExternalRef reference in traces.References)
        {
            await sql.ExecuteAsync(
                "DELETE FROM shadow WHERE system = @p0 AND kind = @p1 AND id = @p2", cancellationToken, reference.System, reference.Kind, reference.Id).ConfigureAwait(false);
        }

        if (record is not null)
        {
            await ForgetKeysAsync(record.RecordId.ToString(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the record, and those that joined it, were recognised by. A merge can still be taken back, without its keys.</summary>
    private async Task ForgetKeysAsync(string record, CancellationToken cancellationToken)
    {
        const string Joined =
            """
            WITH RECURSIVE joined(record) AS (
                SELECT loser FROM record_merge WHERE survivor = @p0
                UNION SELECT m.loser FROM record_merge m JOIN joined j ON m.survivor = j.record)
            SELECT record FROM joined
            """;
        List<string> joined = await sql.QueryAsync(Joined, row => row.GetString(0), cancellationToken, record).ConfigureAwait(false);
        foreach (string one in joined.Append(record))
        {
            await sql.ExecuteAsync("DELETE FROM claim WHERE record = @p0", cancellationToken, one).ConfigureAwait(false);
            await sql.ExecuteAsync("DELETE FROM match_key WHERE record = @p0", cancellationToken, one).ConfigureAwait(false);
            await sql.ExecuteAsync(
                "DELETE FROM claim_history WHERE merge_id IN (SELECT id FROM record_merge WHERE loser = @p0 OR survivor = @p0)", cancellationToken, one).ConfigureAwait(false);
            await sql.ExecuteAsync("UPDATE record_merge SET why = '' WHERE loser = @p0 OR survivor = @p0", cancellationToken, one).ConfigureAwait(false);
        }
    }

    private async Task EffectsAsync(Traces traces, string select, CancellationToken cancellationToken, params object?[] values)
    {
        foreach ((string key, EffectState state) in await sql.QueryAsync(
            select, row => (row.GetString(0), (EffectState)row.GetInt64(1)), cancellationToken, values).ConfigureAwait(false))
        {
            bool ended = state is EffectState.Applied or EffectState.Refused or EffectState.Superseded or EffectState.Rejected or EffectState.Skipped;
            if (traces.Effects.Add(key) && !ended)
            {
                traces.OpenEffects++;
            }
        }
    }
}

/// <summary>Where the store speaks of a customer.</summary>
internal sealed class Traces(IReadOnlyList<ExternalRef> references)
{
    public IReadOnlyList<ExternalRef> References => references;

    public HashSet<string> Lanes { get; } = new(StringComparer.Ordinal);

    public HashSet<long> Events { get; } = [];

    public HashSet<string> Effects { get; } = new(StringComparer.Ordinal);

    public int OpenEvents { get; set; }

    public int OpenEffects { get; set; }
}
