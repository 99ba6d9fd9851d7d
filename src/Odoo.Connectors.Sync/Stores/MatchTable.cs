using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What match rules compare, whom a case asks about, and what was answered.</summary>
internal sealed class MatchTable(Sql sql)
{
    /// <summary>The records that share a key, each with the keys it has.</summary>
    public async Task<HashSet<Guid>> SharingAsync(string target, string rule, string hash, CancellationToken cancellationToken) =>
        [.. await sql.QueryAsync(
            "SELECT record FROM match_key WHERE target = @p0 AND rule = @p1 AND hash = @p2",
            row => Guid.Parse(row.GetString(0)), cancellationToken, target, rule, hash).ConfigureAwait(false)];

    public Task<List<(string Rule, string Hash)>> KeysOfAsync(string target, Guid record, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT rule, hash FROM match_key WHERE record = @p0 AND target = @p1",
            row => (row.GetString(0), row.GetString(1)), cancellationToken, record.ToString(), target);

    /// <summary>The record's keys of a target are these now.</summary>
    public async Task SetKeysAsync(string target, Guid record, IEnumerable<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("DELETE FROM match_key WHERE record = @p0 AND target = @p1", cancellationToken, record.ToString(), target).ConfigureAwait(false);
        foreach ((string rule, string hash) in hashes)
        {
            await sql.ExecuteAsync(
                "INSERT INTO match_key (target, rule, hash, record) VALUES (@p0, @p1, @p2, @p3)", cancellationToken, target, rule, hash, record.ToString())
                .ConfigureAwait(false);
        }
    }

    /// <summary>Writes down whom the case of an event asks about; an earlier question of the event is over.</summary>
    public async Task AskAsync(long eventId, ExternalRef reference, IEnumerable<MatchCandidate> candidates, CancellationToken cancellationToken)
    {
        await ForgetAsync(eventId, cancellationToken).ConfigureAwait(false);
        foreach (MatchCandidate candidate in candidates)
        {
            await sql.ExecuteAsync(
                "INSERT INTO match_candidate (event, system, kind, id, record, score) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                cancellationToken, eventId, reference.System, reference.Kind, reference.Id, candidate.Record.ToString(), candidate.Score).ConfigureAwait(false);
        }
    }

    public Task<List<(ExternalRef Reference, Guid Candidate)>> AskedAsync(long eventId, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT system, kind, id, record FROM match_candidate WHERE event = @p0 ORDER BY score DESC, record",
            row => (new ExternalRef(row.GetString(0), row.GetString(1), row.GetString(2)), Guid.Parse(row.GetString(3))), cancellationToken, eventId);

    public Task ForgetAsync(long eventId, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("DELETE FROM match_candidate WHERE event = @p0", cancellationToken, eventId);

    public Task AnswerDifferentAsync(Guid record, Guid other, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO match_answer (record, other, answered_at, answered_by) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (record, other) DO NOTHING",
            cancellationToken, record.ToString(), other.ToString(), now.ToUnixTimeMilliseconds(), by);

    /// <summary>The records that a person said are not this one.</summary>
    public async Task<IReadOnlyList<Guid>> DifferentFromAsync(Guid record, CancellationToken cancellationToken) =>
        await sql.QueryAsync(
            "SELECT other FROM match_answer WHERE record = @p0 UNION SELECT record FROM match_answer WHERE other = @p0",
            row => Guid.Parse(row.GetString(0)), cancellationToken, record.ToString()).ConfigureAwait(false);
}
