namespace Odoo.Connectors.Sync;

/// <summary>What is under way, and which discrepancies are cases. Reads open rows only.</summary>
internal sealed class ReconciliationTable(Sql sql)
{
    public const string Cause = "reconciliation";

    /// <summary>What has deliveries that are not decided, or effects that are not applied: system, kind and id.</summary>
    public async Task<HashSet<string>> UnderWayAsync(CancellationToken cancellationToken) =>
    [
        .. await sql.QueryAsync("SELECT DISTINCT subject FROM inbox WHERE state IN (0, 1, 3) AND state <> 3", row => row.GetString(0), cancellationToken).ConfigureAwait(false),
        .. await sql.QueryAsync(
            "SELECT DISTINCT source_system || '/' || source_kind || '/' || source_id FROM effect WHERE state IN (0, 1, 2, 6) AND state <> 6", row => row.GetString(0), cancellationToken)
            .ConfigureAwait(false),
    ];

    /// <summary>The open cases of records, other than ours.</summary>
    public async Task<ILookup<string, string>> CausesAsync(CancellationToken cancellationToken) =>
        (await sql.QueryAsync(
            "SELECT subject, id, cause FROM review WHERE is_open = 1 AND subject IS NOT NULL AND cause <> @p0 ORDER BY id",
            row => (Subject: row.GetString(0), Text: FormattableString.Invariant($"case {row.GetInt64(1)} ({row.GetString(2)})")), cancellationToken, Cause).ConfigureAwait(false))
            .ToLookup(c => c.Subject, c => c.Text, StringComparer.Ordinal);

    /// <summary>The open cases of a source's discrepancies: their keys and what they are about.</summary>
    public Task<List<(string Key, string Subject)>> CasesAsync(string source, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "SELECT effect, subject FROM review WHERE is_open = 1 AND cause = @p1 AND system = @p0", row => (row.GetString(0), row.GetString(1)), cancellationToken, source, Cause);

    /// <summary>Closes the open case of a discrepancy, whose correction somebody accepted.</summary>
    public Task AcceptAsync(string key, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "UPDATE review SET is_open = 0, status = @p3, closed_by = @p1, closed_at = @p2 WHERE effect = @p0 AND is_open = 1",
            cancellationToken, key, by, now.ToUnixTimeMilliseconds(), (int)CaseStatus.Retried);
}
