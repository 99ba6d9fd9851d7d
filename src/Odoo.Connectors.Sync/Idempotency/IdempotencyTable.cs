namespace Odoo.Connectors.Sync;

/// <summary>Keys of idempotent work. A run owns its key by a token; who lost it commits nothing.</summary>
internal sealed class IdempotencyTable(Sql sql)
{
    public Task<IdempotencyRun?> FindAsync(string key, CancellationToken cancellationToken) =>
        sql.FirstAsync(
            $"""
            SELECT fingerprint, state, generation, runs, lease_until - {sql.Dialect.NowMilliseconds}, result, error_kind, error_message, error_field
            FROM idempotency WHERE key = @p0
            """,
            row => new IdempotencyRun(
                row.Bytes(0), (IdempotencyState)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3),
                TimeSpan.FromMilliseconds(row.GetInt64(4)), row.Text(5), (ErrorKind)(row.Number(6) ?? 0), row.Text(7), row.Text(8)),
            cancellationToken, key);

    /// <summary>Begins the first run of a key, or takes the key over.</summary>
    public Task BeginAsync(string key, byte[] fingerprint, string token, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            $"""
            INSERT INTO idempotency (key, fingerprint, state, generation, runs, token, lease_until, started_at)
            VALUES (@p0, @p1, 0, 1, 1, @p2, {sql.Dialect.NowMilliseconds} + @p3, @p4)
            ON CONFLICT (key) DO UPDATE SET runs = idempotency.runs + 1, token = excluded.token, lease_until = excluded.lease_until, started_at = excluded.started_at
            """,
            cancellationToken, key, fingerprint, token, (long)lease.TotalMilliseconds, now.ToUnixTimeMilliseconds());

    /// <summary>The fence: begins the lease anew.</summary>
    /// <returns>False when the run is no longer the owner of its key.</returns>
    public async Task<bool> RenewAsync(string key, string token, TimeSpan lease, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            $"UPDATE idempotency SET lease_until = {sql.Dialect.NowMilliseconds} + @p2 WHERE key = @p0 AND token = @p1 AND state = 0",
            cancellationToken, key, token, (long)lease.TotalMilliseconds).ConfigureAwait(false) == 1;

    public async Task<bool> FinishAsync(string key, string token, string result, DateTimeOffset now, CancellationToken cancellationToken) =>
        await sql.ExecuteAsync(
            "UPDATE idempotency SET state = 1, result = @p2, ended_at = @p3, token = NULL WHERE key = @p0 AND token = @p1 AND state = 0",
            cancellationToken, key, token, result, now.ToUnixTimeMilliseconds()).ConfigureAwait(false) == 1;

    public Task RefuseAsync(string key, string token, ConnectorException refusal, DateTimeOffset now, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            """
            UPDATE idempotency SET state = 2, error_kind = @p2, error_message = @p3, error_field = @p4, ended_at = @p5, token = NULL
            WHERE key = @p0 AND token = @p1 AND state = 0
            """,
            cancellationToken, key, token, (int)refusal.Kind, refusal.Message, refusal.Field, now.ToUnixTimeMilliseconds());

    /// <summary>Lets the next caller run at once; after a proven refusal under a new generation, with no checkpoints.</summary>
    public async Task GiveUpAsync(string key, string token, bool refused, CancellationToken cancellationToken)
    {
        int rows = await sql.ExecuteAsync(
            "UPDATE idempotency SET lease_until = 0, token = NULL, generation = generation + @p2 WHERE key = @p0 AND token = @p1 AND state = 0",
            cancellationToken, key, token, refused ? 1 : 0).ConfigureAwait(false);
        if (rows == 1 && refused)
        {
            await sql.ExecuteAsync("DELETE FROM idempotency_point WHERE key = @p0", cancellationToken, key).ConfigureAwait(false);
        }
    }

    public Task CheckpointAsync(string key, string name, string value, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "INSERT INTO idempotency_point (key, name, value) VALUES (@p0, @p1, @p2) ON CONFLICT (key, name) DO UPDATE SET value = excluded.value",
            cancellationToken, key, name, value);

    public async Task<Dictionary<string, string>> CheckpointsAsync(string key, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> points = await sql.QueryAsync(
            "SELECT name, value FROM idempotency_point WHERE key = @p0",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellationToken, key).ConfigureAwait(false);
        return new Dictionary<string, string>(points, StringComparer.Ordinal);
    }

    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "DELETE FROM idempotency_point WHERE key IN (SELECT key FROM idempotency WHERE COALESCE(ended_at, started_at) < @p0)",
            cancellationToken, before.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        return await sql.ExecuteAsync(
            "DELETE FROM idempotency WHERE COALESCE(ended_at, started_at) < @p0", cancellationToken, before.ToUnixTimeMilliseconds()).ConfigureAwait(false);
    }
}
